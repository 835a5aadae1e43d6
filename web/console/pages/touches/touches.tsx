import { Tabs } from "antd";
import { useText } from "../../../ui/index.ts";
import { Download } from "../../parts/download.tsx";
import { Page } from "../../parts/page.tsx";
import { Overview } from "./overview.tsx";
import { PolicyForm } from "./policy-form.tsx";
import { TouchList } from "./touch-list.tsx";
import { touchesText } from "./text.ts";

/** The trust budget: how it stands, every touch with its why, and the rules. */
export function TouchesPage() {
  const t = useText(touchesText);
  return (
    <Page title={t("title")} lead={t("lead")} actions={<Download name="touches.csv">{t("export")}</Download>}>
      <Tabs
        items={[
          { key: "overview", label: t("overview"), children: <Overview /> },
          { key: "list", label: t("list"), children: <TouchList /> },
          { key: "policy", label: t("policy"), children: <PolicyForm /> },
        ]}
      />
    </Page>
  );
}
