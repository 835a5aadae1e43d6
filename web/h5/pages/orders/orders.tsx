import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, Navigate, useSearch } from "@tanstack/react-router";
import {
  Button,
  Empty,
  ErrorNote,
  Money,
  ProductPicture,
  Skeleton,
  useFormat,
  useLocalText,
  useText,
} from "../../../ui/index.ts";
import type { Order } from "../../buying/index.ts";
import { PageHead } from "../../parts/page-head.tsx";
import { server } from "../../server.ts";
import styles from "./orders.module.css";
import { ordersText } from "./text.ts";

const pageSize = 20;

/** One's own orders, newest first. `?id=` leads to that order: messages link so. */
export function OrdersPage() {
  const t = useText(ordersText);
  const search: { id?: unknown } = useSearch({ strict: false });
  const orders = useInfiniteQuery({
    queryKey: ["orders"],
    queryFn: async ({ pageParam, signal }) =>
      server.call("GET /api/v1/front/orders", {
        query: { limit: pageSize, ...(pageParam !== "" && { after: pageParam }) },
        signal,
      }),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
  });
  if (typeof search.id === "string")
    return <Navigate to="/orders/$orderId" params={{ orderId: search.id }} replace />;
  const items = orders.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <PageHead title={t("title")} lead={t("lead")} />
      {orders.isPending && <Skeleton shape="row" count={4} />}
      {orders.isError && <ErrorNote error={orders.error} onRetry={() => void orders.refetch()} />}
      {orders.isSuccess && items.length === 0 && (
        <Empty title={t("emptyTitle")} action={<Link to="/">{t("toShop")}</Link>}>
          {t("emptyHint")}
        </Empty>
      )}
      <ul className={styles.orders}>
        {items.map((order) => (
          <li key={order.id}>
            <OrderCard order={order} />
          </li>
        ))}
      </ul>
      {orders.hasNextPage && (
        <Button
          look="quiet"
          wide
          busy={orders.isFetchingNextPage}
          onClick={() => void orders.fetchNextPage()}
        >
          {t("more")}
        </Button>
      )}
    </>
  );
}

function OrderCard({ order }: { readonly order: Order }) {
  const t = useText(ordersText);
  const text = useLocalText();
  const format = useFormat();
  const [first] = order.lines;
  const units = order.lines.reduce((sum, line) => sum + line.quantity, 0);
  return (
    <Link to="/orders/$orderId" params={{ orderId: order.id }} className={styles.card}>
      <ProductPicture src={first?.pictureUrl} alt="" />
      <span className={styles.words}>
        <strong>{text(first?.title)}</strong>
        <small>
          {format.date(order.placedAt, "moment")} · {t("units", { count: units })}
        </small>
        <span className={styles.sum}>
          <Money cents={order.totalCents} currency={order.currency} look="price" />
        </span>
      </span>
      <StatusMark order={order} />
    </Link>
  );
}

export function StatusMark({ order }: { readonly order: Order }) {
  const t = useText(ordersText);
  const isRefunded = order.refundedCents > 0;
  return (
    <span className={styles.status} data-status={order.status}>
      {isRefunded ? t("refunded") : t(order.status)}
    </span>
  );
}
