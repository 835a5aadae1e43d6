import { Empty, useText } from "../../../ui/index.ts";
import { Page } from "../../parts/page.tsx";
import { showsText } from "./text.ts";

/** Plan, go on air, look back. */
export function ShowsPage() {
  const t = useText(showsText);
  return (
    <Page title={t("title")} lead={t("lead")}>
      <Empty title={t("emptyTitle")}>{t("emptyHint")}</Empty>
    </Page>
  );
}
