import { PlusOutlined } from "@ant-design/icons";
import { Button, Progress } from "antd";
import { useState } from "react";
import { Empty, useFormat, useLocalText, useText } from "../../../ui/index.ts";
import { useLoad } from "../../load.ts";
import { Loaded } from "../../parts/loaded.tsx";
import { Sheet } from "../../parts/page.tsx";
import { Pill } from "../../parts/pill.tsx";
import { useMay } from "../../session.ts";
import styles from "./join-codes.module.css";
import { NewBenefit } from "./new-benefit.tsx";
import { joinCodesText } from "./text.ts";

/** What people join for, and how much of each budget is used. */
export function Benefits() {
  const t = useText(joinCodesText);
  const format = useFormat();
  const local = useLocalText();
  const may = useMay();
  const [making, setMaking] = useState(false);
  const benefits = useLoad("GET /api/v1/benefits");
  const add = may("join.write") && (
    <Button size="small" icon={<PlusOutlined />} onClick={() => setMaking(true)}>
      {t("makeBenefit")}
    </Button>
  );
  return (
    <Sheet title={t("benefits")} aside={add}>
      <p className={styles.soft}>{t("benefitsHint")}</p>
      <Loaded query={benefits} rows={2}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t("benefitsEmpty")} />
          ) : (
            <ul className={styles.benefits}>
              {items.map((benefit) => (
                <li key={benefit.id}>
                  <b>{local(benefit.label)}</b>{" "}
                  {benefit.issued >= benefit.budget && <Pill tone="hot">{t("usedUp")}</Pill>}
                  {!benefit.active && <Pill>{t("off")}</Pill>}
                  <small>
                    {benefit.minimumCents === 0
                      ? t("offAny", { off: format.money(benefit.offCents) })
                      : t("offOver", {
                          off: format.money(benefit.offCents),
                          minimum: format.money(benefit.minimumCents),
                        })}
                    {" · "}
                    {t("valid", { count: benefit.validDays })}
                  </small>
                  <Progress
                    percent={(benefit.issued / benefit.budget) * 100}
                    showInfo={false}
                    size="small"
                    aria-label={local(benefit.label)}
                  />
                  <small>
                    {t("issued", {
                      issued: format.number(benefit.issued),
                      budget: format.number(benefit.budget),
                    })}
                  </small>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      {making && <NewBenefit onClose={() => setMaking(false)} />}
    </Sheet>
  );
}
