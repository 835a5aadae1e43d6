import { Empty, useText } from "../../../ui/index.ts";
import { Page } from "../../parts/page.tsx";
import { joinCodesText } from "./text.ts";

/** Who came through which door. */
export function JoinCodesPage() {
  const t = useText(joinCodesText);
  return (
    <Page title={t("title")} lead={t("lead")}>
      <Empty title={t("emptyTitle")}>{t("emptyHint")}</Empty>
    </Page>
  );
}
