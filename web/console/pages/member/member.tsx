import { Empty, useText } from "../../../ui/index.ts";
import { Page } from "../../parts/page.tsx";
import { memberText } from "./text.ts";

/** Everything that passed between the shop and one person. */
export function MemberPage() {
  const t = useText(memberText);
  return (
    <Page title={t("title")} lead={t("lead")}>
      <Empty title={t("emptyTitle")}>{t("emptyHint")}</Empty>
    </Page>
  );
}
