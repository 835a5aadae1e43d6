import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useId } from "react";
import type { Address } from "../../../../../contract/values.ts";
import { Button, ErrorNote, Skeleton, useText } from "../../../../ui/index.ts";
import { AddressField, type Order, PayOrder, rememberAddress } from "../../../buying/index.ts";
import { server } from "../../../server.ts";
import { Sheet } from "../../../sheet/sheet.tsx";
import { liveText } from "../text.ts";

type Props = { readonly orderId: string; readonly onClose: () => void };

/** Pays for what was won, beside the picture; asks where it goes when this device does not know yet. */
export function PayClaim({ orderId, onClose }: Props) {
  const t = useText(liveText);
  const queries = useQueryClient();
  const order = useQuery({
    queryKey: ["orders", orderId],
    queryFn: async ({ signal }) =>
      server.call("GET /api/v1/front/orders/{id}", { params: { id: orderId }, signal }),
  });
  const keep = (next: Order) => queries.setQueryData(["orders", orderId], next);
  return (
    <Sheet title={t("salePayTitle")} onClose={onClose} place="room">
      {order.isPending && <Skeleton count={3} />}
      {order.isError && <ErrorNote error={order.error} onRetry={() => void order.refetch()} />}
      {order.data?.address === undefined && order.data !== undefined && (
        <SendTo order={order.data} onSaved={keep} />
      )}
      {order.data?.status === "awaiting_payment" && <PayOrder order={order.data} onPaid={keep} />}
      {order.data !== undefined && order.data.status !== "awaiting_payment" && (
        <Link to="/orders/$orderId" params={{ orderId }}>
          {t("saleWon")} · {order.data.number}
        </Link>
      )}
    </Sheet>
  );
}

function SendTo({ order, onSaved }: { readonly order: Order; readonly onSaved: (order: Order) => void }) {
  const t = useText(liveText);
  const formId = useId();
  const save = useMutation({
    mutationFn: async (address: Address) =>
      server.call("PUT /api/v1/front/orders/{id}/address", { params: { id: order.id }, body: address }),
    onSuccess: (next, address) => {
      rememberAddress(address);
      onSaved(next);
    },
  });
  return (
    <section aria-label={t("saleSendTo")}>
      <h3>{t("saleSendTo")}</h3>
      <AddressField
        address={undefined}
        isEditing
        onEdit={() => undefined}
        formId={formId}
        onSave={(address) => save.mutate(address)}
      />
      {save.isError && <ErrorNote error={save.error} />}
      <Button wide type="submit" form={formId} busy={save.isPending}>
        {t("saleSave")}
      </Button>
    </section>
  );
}
