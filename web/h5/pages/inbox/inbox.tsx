import { Empty, useText } from "../../../ui/index.ts";
import { PageHead } from "../../parts/page-head.tsx";
import { inboxText } from "./text.ts";

/** What the shop wrote. */
export function InboxPage() {
  const t = useText(inboxText);
  return (
    <>
      <PageHead title={t("title")} lead={t("lead")} />
      <Empty title={t("emptyTitle")}>{t("emptyHint")}</Empty>
    </>
  );
}
