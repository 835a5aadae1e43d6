import { useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useEffect } from "react";
import { Button, Empty, ErrorNote, Skeleton, useFormat, useLocalText, useText } from "../../../ui/index.ts";
import { followTouch } from "../../arrival/origin.ts";
import { server } from "../../server.ts";
import { PlainLayout } from "../../shell/plain-layout.tsx";
import styles from "./inbox.module.css";
import { type Message, Purpose, useInbox } from "./inbox.tsx";
import { inboxText } from "./text.ts";

/** One message: what it says, why one got it, and where it leads. */
export function MessagePage() {
  const t = useText(inboxText);
  const { messageId } = useParams({ from: "/inbox/$messageId" });
  const inbox = useInbox();
  const message = inbox.data?.pages.flatMap((page) => page.items).find(({ id }) => id === messageId);
  const { hasNextPage, isFetching, fetchNextPage } = inbox;
  const isSearching = message === undefined && hasNextPage;
  useEffect(() => {
    if (isSearching && !isFetching) void fetchNextPage();
  }, [isSearching, isFetching, fetchNextPage]);
  return (
    <PlainLayout title={t("messageTitle")}>
      {(inbox.isPending || isSearching) && <Skeleton shape="row" count={3} />}
      {inbox.isError && <ErrorNote error={inbox.error} onRetry={() => void inbox.refetch()} />}
      {inbox.isSuccess && !message && !isSearching && <Empty title={t("goneTitle")}>{t("goneHint")}</Empty>}
      {message && <Words message={message} />}
    </PlainLayout>
  );
}

function Words({ message }: { readonly message: Message }) {
  const t = useText(inboxText);
  const text = useLocalText();
  const format = useFormat();
  const navigate = useNavigate();
  useMarkRead(message);
  const follow = (link: string) => {
    followTouch(message.touchId);
    void navigate({ href: link });
  };
  return (
    <article className={styles.message}>
      <h2>{text(message.subject)}</h2>
      <p className={styles.meta}>
        <Purpose message={message} />{" "}
        <time dateTime={message.sentAt}>{format.date(message.sentAt, "moment")}</time>
      </p>
      <p className={styles.body}>{text(message.body)}</p>
      {message.link !== undefined && (
        <Button wide onClick={() => follow(message.link!)}>
          {t(linkWords(message))}
        </Button>
      )}
      <aside className={styles.why}>
        <strong>{t("whyTitle")}</strong>
        <p>{text(message.why)}</p>
        <Link to="/me/data">{t("often")}</Link>
      </aside>
    </article>
  );
}

function linkWords({ kind, productId }: Message) {
  if (kind === "order_update") return "seeOrder";
  if (kind === "show_reminder") return "seeShow";
  return productId === undefined ? "open" : "seeProduct";
}

function useMarkRead({ id, readAt }: Message): void {
  const queries = useQueryClient();
  useEffect(() => {
    if (readAt !== undefined) return;
    const mark = async () => {
      await server.call("POST /api/v1/front/inbox/{id}/read", { params: { id } });
      await queries.invalidateQueries({ queryKey: ["inbox"] });
    };
    // It counts as unread until it works.
    mark().catch(() => undefined);
  }, [id, readAt, queries]);
}
