import { useFormat, useText } from "../../../ui/index.ts";
import { touchesText } from "./text.ts";
import type { Reason } from "./why-drawer.tsx";

/**
 * What a rule allowed and what was found, in words. The gate writes both in numbers ("3 / 7 d, 10 / 28 d"); whatever
 * has another shape is shown as it was written.
 */
export function useReasonWords(): (reason: Reason) => string {
  const t = useText(touchesText);
  const format = useFormat();
  const readable = (value: string) => {
    if (/^\d{4}-\d\d-\d\dT/u.test(value)) return format.date(value, "moment");
    return value
      .replace(/^([\d.]+) h$/u, (_, count: string) => t("hours", { count }))
      .replace(/^(\d+) d$/u, (_, count: string) => t("days", { count }));
  };
  const budget = (value: string) => {
    const [, week, month] = /^(\d+) \/ 7 d, (\d+) \/ 28 d$/u.exec(value) ?? [];
    return week === undefined || month === undefined ? value : t("weekAndMonth", { week, month });
  };
  const share = (value: string) => {
    const [, sales, all] = /^(\d+) \/ (\d+)$/u.exec(value) ?? [];
    return sales === undefined || all === undefined ? value : t("salesOf", { sales, all });
  };
  const write = (rule: Reason["rule"], value: string) => {
    if (rule === "weekly_budget") return budget(value);
    return rule === "sales_share_member" || rule === "sales_share_shop" ? share(value) : readable(value);
  };
  return ({ rule, limit, actual }) => {
    const values = {
      limit: limit === undefined ? "" : write(rule, limit),
      actual:
        actual === undefined
          ? ""
          : rule === "no_consent" || rule === "channel_unreachable"
            ? ""
            : write(rule, actual),
    };
    if (values.limit !== "" && values.actual !== "") return t("limitActual", values);
    if (values.limit !== "") return t("limitOnly", values);
    return values.actual === "" ? "" : t("actualOnly", values);
  };
}
