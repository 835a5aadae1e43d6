import { Empty, useText } from "../../../ui/index.ts";
import { Page } from "../../parts/page.tsx";
import { importsText } from "./text.ts";

/** Bring order and customer history along. */
export function ImportsPage() {
  const t = useText(importsText);
  return (
    <Page title={t("title")} lead={t("lead")}>
      <Empty title={t("emptyTitle")}>{t("emptyHint")}</Empty>
    </Page>
  );
}
