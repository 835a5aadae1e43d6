import { Tabs } from "antd";
import { useText } from "../../../ui/index.ts";
import { Page } from "../../parts/page.tsx";
import { useMay } from "../../session.ts";
import { ApiKeys } from "./api-keys.tsx";
import { RightsTable } from "./rights-table.tsx";
import { ShopForm } from "./shop-form.tsx";
import { StaffList } from "./staff-list.tsx";
import { settingsText } from "./text.ts";

/** The shop, its staff with their rights, keys for other systems. */
export function SettingsPage() {
  const t = useText(settingsText);
  const may = useMay();
  const manages = may("staff.manage");
  const items = [
    ...(may("catalogue.read") ? [{ key: "shop", label: t("shop"), children: <ShopForm /> }] : []),
    ...(manages ? [{ key: "staff", label: t("staff"), children: <StaffList /> }] : []),
    { key: "rights", label: t("rights"), children: <RightsTable /> },
    ...(manages ? [{ key: "keys", label: t("keys"), children: <ApiKeys /> }] : []),
  ];
  return (
    <Page title={t("title")} lead={t("lead")}>
      <Tabs items={items} />
    </Page>
  );
}
