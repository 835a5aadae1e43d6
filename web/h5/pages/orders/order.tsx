import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import {
  Button,
  ErrorNote,
  Money,
  ProductPicture,
  Skeleton,
  useFormat,
  useLocalText,
  useText,
} from "../../../ui/index.ts";
import { type Order, PayOrder } from "../../buying/index.ts";
import { server } from "../../server.ts";
import { PlainLayout } from "../../shell/plain-layout.tsx";
import { StatusMark } from "./orders.tsx";
import styles from "./orders.module.css";
import { ordersText } from "./text.ts";

/** One order: its lines and what made their prices, its way, and what can be done. */
export function OrderPage() {
  const t = useText(ordersText);
  const { orderId } = useParams({ from: "/orders/$orderId" });
  const order = useQuery({
    queryKey: ["orders", orderId],
    queryFn: async ({ signal }) =>
      server.call("GET /api/v1/front/orders/{id}", { params: { id: orderId }, signal }),
  });
  return (
    <PlainLayout title={t("orderTitle")}>
      {order.isPending && <Skeleton shape="row" count={4} />}
      {order.isError && <ErrorNote error={order.error} onRetry={() => void order.refetch()} />}
      {order.data && <Details order={order.data} onChanged={() => void order.refetch()} />}
    </PlainLayout>
  );
}

function Details({ order, onChanged }: { readonly order: Order; readonly onChanged: () => void }) {
  const t = useText(ordersText);
  const isOpen = order.status === "awaiting_payment";
  return (
    <div className={styles.details}>
      <p className={styles.headline}>
        <StatusMark order={order} />
        <span>{t("number", { number: order.number })}</span>
      </p>
      {isOpen && (
        <section className={styles.block} aria-label={t("payment")}>
          <PayOrder order={order} onPaid={onChanged} />
          <Cancel order={order} onCancelled={onChanged} />
        </section>
      )}
      <Lines order={order} />
      <Sums order={order} />
      <Way order={order} />
    </div>
  );
}

function Lines({ order }: { readonly order: Order }) {
  const t = useText(ordersText);
  const text = useLocalText();
  return (
    <ul className={styles.block} aria-label={t("lines")}>
      {order.lines.map((line) => (
        <li key={line.lineNo}>
          <Link to="/p/$productId" params={{ productId: line.productId }} className={styles.line}>
            <ProductPicture src={line.pictureUrl} alt="" />
            <span>
              <strong>{text(line.title)}</strong>
              <small>{line.priceRules.map((rule) => text(rule.label) || t(rule.kind)).join(" · ")}</small>
            </span>
            <span className={styles.lineSum}>
              <Money cents={line.totalCents} currency={order.currency} />
              <small>×{line.quantity}</small>
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

function Sums({ order }: { readonly order: Order }) {
  const t = useText(ordersText);
  const rows = [
    ["items", order.itemsCents],
    ["discount", -order.discountCents],
    ["total", order.totalCents],
    ["refund", -order.refundedCents],
  ] as const;
  return (
    <dl className={`${styles.block} ${styles.sums}`}>
      {rows
        .filter(([name, cents]) => cents !== 0 || name === "total")
        .map(([name, cents]) => (
          <div key={name} data-total={name === "total"}>
            <dt>{t(name)}</dt>
            <dd>
              <Money cents={cents} currency={order.currency} />
            </dd>
          </div>
        ))}
    </dl>
  );
}

function Way({ order }: { readonly order: Order }) {
  const t = useText(ordersText);
  const format = useFormat();
  const { address, placedAt, paidAt } = order;
  return (
    <dl className={`${styles.block} ${styles.sums}`}>
      <div>
        <dt>{t("placedAt")}</dt>
        <dd>{format.date(placedAt, "full")}</dd>
      </div>
      {paidAt !== undefined && (
        <div>
          <dt>{t("paidAt")}</dt>
          <dd>{format.date(paidAt, "full")}</dd>
        </div>
      )}
      {address && (
        <div>
          <dt>{t("address")}</dt>
          <dd>
            {address.name} {address.phone}
            <br />
            {[address.region, address.city, address.street, address.postcode].filter(Boolean).join(" ")}
          </dd>
        </div>
      )}
    </dl>
  );
}

function Cancel({ order, onCancelled }: { readonly order: Order; readonly onCancelled: () => void }) {
  const t = useText(ordersText);
  const queries = useQueryClient();
  const cancel = useMutation({
    mutationFn: async () =>
      server.call("POST /api/v1/front/orders/{id}/cancel", { params: { id: order.id } }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ["orders"] });
      onCancelled();
    },
  });
  return (
    <>
      {cancel.isError && <ErrorNote error={cancel.error} />}
      <Button look="quiet" wide busy={cancel.isPending} onClick={() => cancel.mutate()}>
        {t("cancel")}
      </Button>
    </>
  );
}
