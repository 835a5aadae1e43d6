import { Empty, useText } from "../../../ui/index.ts";
import { Page } from "../../parts/page.tsx";
import { experimentsText } from "./text.ts";

/** Only what exceeds the control group counts. */
export function ExperimentsPage() {
  const t = useText(experimentsText);
  return (
    <Page title={t("title")} lead={t("lead")}>
      <Empty title={t("emptyTitle")}>{t("emptyHint")}</Empty>
    </Page>
  );
}
