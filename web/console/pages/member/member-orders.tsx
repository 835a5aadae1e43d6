import { useState } from "react";
import { Empty, useText } from "../../../ui/index.ts";
import { useList } from "../../load.ts";
import { Loaded } from "../../parts/loaded.tsx";
import { More } from "../../parts/more.tsx";
import { OrderDrawer } from "../orders/order-drawer.tsx";
import { OrderTable } from "../orders/order-table.tsx";
import { memberText } from "./text.ts";

/** Her orders, newest first. */
export function MemberOrders({ memberId }: { readonly memberId: string }) {
  const t = useText(memberText);
  const [openId, setOpenId] = useState<string>();
  const orders = useList("GET /api/v1/orders", { query: { memberId, limit: 30 } });
  return (
    <Loaded query={{ data: orders.items, error: orders.error, refetch: orders.refetch }}>
      {(items) => (
        <>
          {items.length === 0 ? (
            <Empty title={t("ordersEmpty")} />
          ) : (
            <OrderTable orders={items} onOpen={setOpenId} withoutMember />
          )}
          <More list={orders} />
          {openId !== undefined && <OrderDrawer orderId={openId} onClose={() => setOpenId(undefined)} />}
        </>
      )}
    </Loaded>
  );
}
