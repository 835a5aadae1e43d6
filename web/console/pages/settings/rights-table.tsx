import { CheckOutlined } from "@ant-design/icons";
import { type StaffRight, mayDo, roles, staffRights } from "../../../../contract/rights.ts";
import { useText } from "../../../ui/index.ts";
import { Sheet } from "../../parts/page.tsx";
import { Rows } from "../../parts/rows.tsx";
import { shellText } from "../../shell/text.ts";
import styles from "./settings.module.css";
import { settingsText } from "./text.ts";

const rights = Object.keys(staffRights) as StaffRight[];
const roleNames = Object.keys(roles) as (keyof typeof roles)[];

/** What each role may do: the contract's own table. */
export function RightsTable() {
  const t = useText(settingsText);
  const names = useText(shellText);
  return (
    <>
      <p className={styles.soft}>{t("rightsHint")}</p>
      <Sheet flush>
        <Rows
          rows={rights.map((right) => ({ right }))}
          rowKey="right"
          columns={[
            { title: t("right"), render: (_, { right }) => t(`right_${right}`) },
            ...roleNames.map((role) => ({
              title: names(`role_${role}`),
              key: role,
              align: "center" as const,
              render: (_: unknown, { right }: { right: StaffRight }) =>
                mayDo(role, right) ? (
                  <CheckOutlined className={styles.yes ?? ""} aria-label={t("yes")} />
                ) : (
                  <span className="visually-hidden">{t("no")}</span>
                ),
            })),
          ]}
        />
      </Sheet>
    </>
  );
}
