import { Link } from "@tanstack/react-router";
import { Descriptions, Drawer } from "antd";
import { useFormat, useText } from "../../../ui/index.ts";
import { useLoad } from "../../load.ts";
import { Loaded } from "../../parts/loaded.tsx";
import { OrderActions } from "./order-actions.tsx";
import { OrderLines } from "./order-lines.tsx";
import { type Order, OrderState } from "./order-table.tsx";
import { ordersText } from "./text.ts";

/** One order whole: lines with the rule that made each price, address, origin, and what can be done with it. */
export function OrderDrawer({
  orderId,
  onClose,
}: {
  readonly orderId: string;
  readonly onClose: () => void;
}) {
  const t = useText(ordersText);
  const order = useLoad("GET /api/v1/orders/{id}", { params: { id: orderId } });
  return (
    <Drawer
      open
      size={600}
      title={order.data === undefined ? "" : t("order", { number: order.data.number })}
      onClose={onClose}
      extra={order.data !== undefined && <OrderActions order={order.data} />}
    >
      <Loaded query={order}>
        {(data) => (
          <>
            <OrderState order={data} />
            <OrderLines order={data} />
            <About order={data} />
          </>
        )}
      </Loaded>
    </Drawer>
  );
}

function About({ order }: { readonly order: Order }) {
  const t = useText(ordersText);
  const format = useFormat();
  const { address, origin, memberId } = order;
  const items = [
    {
      key: "member",
      label: t("member"),
      children:
        memberId === undefined ? (
          t("noMember")
        ) : (
          <Link to="/members/$memberId" params={{ memberId }}>
            {order.memberName ?? t("guest")}
          </Link>
        ),
    },
    { key: "placed", label: t("placed"), children: format.date(order.placedAt, "full") },
    ...(order.paidAt === undefined
      ? []
      : [{ key: "paid", label: t("paidAt"), children: format.date(order.paidAt, "full") }]),
    ...(order.status === "awaiting_payment" && order.expiresAt !== undefined
      ? [
          {
            key: "expires",
            label: t("awaiting_payment"),
            children: t("expires", { at: format.date(order.expiresAt, "time") }),
          },
        ]
      : []),
    {
      key: "source",
      label: t("source"),
      children: order.source === "refrain" ? t("own") : t("imported", { format: order.source }),
    },
    ...(origin.showId === undefined
      ? []
      : [
          {
            key: "show",
            label: t("origin"),
            children: (
              <Link to="/reports/shows/$showId" params={{ showId: origin.showId }}>
                {t("fromShow")}
              </Link>
            ),
          },
        ]),
    ...(origin.touchId === undefined ? [] : [{ key: "touch", label: t("origin"), children: t("fromTouch") }]),
    {
      key: "address",
      label: t("address"),
      children:
        address === undefined
          ? t("noAddress")
          : [
              address.name,
              address.phone,
              address.region,
              address.city,
              address.street,
              address.postcode,
              address.country,
            ]
              .filter(Boolean)
              .join(" · "),
    },
  ];
  return <Descriptions column={1} size="small" items={items} />;
}
