import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, Navigate, useSearch } from "@tanstack/react-router";
import type { AllRoutes } from "../../../../contract/routes.ts";
import type { ResultOf } from "../../../client/api.ts";
import {
  Button,
  Empty,
  ErrorNote,
  RelativeTime,
  Skeleton,
  useLocalText,
  useText,
} from "../../../ui/index.ts";
import { PageHead } from "../../parts/page-head.tsx";
import { server } from "../../server.ts";
import styles from "./inbox.module.css";
import { inboxText } from "./text.ts";

export type Message = ResultOf<AllRoutes["GET /api/v1/front/inbox"]>["items"][number];

const pageSize = 30;

/** One's inbox, page by page. */
export function useInbox() {
  return useInfiniteQuery({
    queryKey: ["inbox"],
    queryFn: async ({ pageParam, signal }) =>
      server.call("GET /api/v1/front/inbox", {
        query: { limit: pageSize, ...(pageParam !== "" && { after: pageParam }) },
        signal,
      }),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
  });
}

/** What the shop wrote. Who comes from a mail (`?touch=`) is led to that message. */
export function InboxPage() {
  const t = useText(inboxText);
  const search: { touch?: unknown } = useSearch({ strict: false });
  const inbox = useInbox();
  const items = inbox.data?.pages.flatMap((page) => page.items) ?? [];
  const followed = items.find(({ touchId }) => touchId === search.touch);
  if (followed !== undefined)
    return <Navigate to="/inbox/$messageId" params={{ messageId: followed.id }} replace />;
  return (
    <>
      <PageHead title={t("title")} lead={t("lead")} />
      {inbox.isPending && <Skeleton shape="row" count={4} />}
      {inbox.isError && <ErrorNote error={inbox.error} onRetry={() => void inbox.refetch()} />}
      {inbox.isSuccess && items.length === 0 && <Empty title={t("emptyTitle")}>{t("emptyHint")}</Empty>}
      <ul className={styles.list}>
        {items.map((message) => (
          <li key={message.id}>
            <MessageCard message={message} />
          </li>
        ))}
      </ul>
      {inbox.hasNextPage && (
        <Button look="quiet" wide busy={inbox.isFetchingNextPage} onClick={() => void inbox.fetchNextPage()}>
          {t("more")}
        </Button>
      )}
      <p className={styles.often}>
        <Link to="/me/data">{t("often")}</Link>
      </p>
    </>
  );
}

function MessageCard({ message }: { readonly message: Message }) {
  const t = useText(inboxText);
  const text = useLocalText();
  const isNew = message.readAt === undefined;
  return (
    <Link
      to="/inbox/$messageId"
      params={{ messageId: message.id }}
      className={styles.card}
      data-new={isNew}
      viewTransition
    >
      <span className={styles.headline}>
        <strong>{text(message.subject)}</strong>
        {isNew && <span className="visually-hidden">{t("unread")}</span>}
      </span>
      <span className={styles.excerpt}>{text(message.body)}</span>
      <small>
        <Purpose message={message} /> <RelativeTime at={message.sentAt} />
      </small>
    </Link>
  );
}

/** Says openly whether a message sells. */
export function Purpose({ message }: { readonly message: Message }) {
  const t = useText(inboxText);
  const name = message.class === "service" ? "service" : message.purpose;
  return (
    <span className={styles.purpose} data-purpose={name}>
      {t(name)}
    </span>
  );
}
