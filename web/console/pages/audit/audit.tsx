import { Empty, useText } from "../../../ui/index.ts";
import { Page } from "../../parts/page.tsx";
import { auditText } from "./text.ts";

/** Who changed what, and when. */
export function AuditPage() {
  const t = useText(auditText);
  return (
    <Page title={t("title")} lead={t("lead")}>
      <Empty title={t("emptyTitle")}>{t("emptyHint")}</Empty>
    </Page>
  );
}
