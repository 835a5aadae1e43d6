import { Link } from "@tanstack/react-router";
import type { ResultOf } from "../../../client/api.ts";
import type { AllRoutes } from "../../../../contract/routes.ts";
import { useFormat, useLocalText, useText } from "../../../ui/index.ts";
import { Pill, type PillTone } from "../../parts/pill.tsx";
import { Rows } from "../../parts/rows.tsx";
import styles from "./orders.module.css";
import { ordersText } from "./text.ts";

export type Order = ResultOf<AllRoutes["GET /api/v1/orders"]>["items"][number];

const tones: Readonly<Record<Order["status"], PillTone>> = {
  awaiting_payment: "member",
  paid: "info",
  shipped: "action",
  completed: "good",
  cancelled: "plain",
};

/** How an order stands, refunds included. */
export function OrderState({ order }: { readonly order: Order }) {
  const t = useText(ordersText);
  const format = useFormat();
  const { refundedCents, totalCents, currency } = order;
  return (
    <span className={styles.state}>
      <Pill tone={tones[order.status]}>{t(order.status)}</Pill>
      {refundedCents > 0 && (
        <Pill tone="hot">
          {refundedCents >= totalCents
            ? t("fullyRefunded")
            : t("partlyRefunded", { amount: format.money(refundedCents, currency) })}
        </Pill>
      )}
    </span>
  );
}

type Props = {
  readonly orders: readonly Order[];
  readonly onOpen: (orderId: string) => void;
  /** On a member's own page her name is not repeated. */
  readonly withoutMember?: boolean;
};

/** Orders, newest first. */
export function OrderTable({ orders, onOpen, withoutMember = false }: Props) {
  const t = useText(ordersText);
  const format = useFormat();
  const local = useLocalText();
  return (
    <Rows
      rows={orders}
      rowKey="id"
      onPick={({ id }) => onOpen(id)}
      columns={[
        {
          title: t("number"),
          render: (_, order) => (
            <button type="button" className={styles.number} onClick={() => onOpen(order.id)}>
              {order.number}
            </button>
          ),
        },
        { title: t("placedAt"), render: (_, { placedAt }) => format.date(placedAt, "moment") },
        ...(withoutMember
          ? []
          : [
              {
                title: t("member"),
                render: (_: unknown, { memberId, memberName }: Order) =>
                  memberId === undefined ? (
                    <small className={styles.soft}>{t("noMember")}</small>
                  ) : (
                    <Link
                      to="/members/$memberId"
                      params={{ memberId }}
                      onClick={(event) => event.stopPropagation()}
                    >
                      {memberName ?? t("guest")}
                    </Link>
                  ),
              },
            ]),
        {
          title: t("goods"),
          ellipsis: true,
          width: 260,
          render: (_, { lines }) => (
            <>
              {local(lines[0]?.title)} {lines[0] && t("quantity", { count: lines[0].quantity })}{" "}
              {lines.length > 1 && (
                <small className={styles.soft}>{t("andMore", { count: lines.length })}</small>
              )}
            </>
          ),
        },
        { title: t("state"), render: (_, order) => <OrderState order={order} /> },
        {
          title: t("total"),
          align: "right",
          render: (_, { totalCents, currency }) => <b>{format.money(totalCents, currency)}</b>,
        },
      ]}
    />
  );
}
