import { ClockCircleOutlined } from "@ant-design/icons";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Dropdown } from "antd";
import { useEffect } from "react";
import { learnServerTime, useFormat, useNow, useText } from "../../ui/index.ts";
import { useAct } from "../act.ts";
import { server } from "../server.ts";
import { demoQuery } from "../session.ts";
import styles from "./shell.module.css";
import { shellText } from "./text.ts";

const steps = [
  { name: "forwardHour", seconds: 3600 },
  { name: "forwardDay", seconds: 86_400 },
  { name: "forwardWeek", seconds: 604_800 },
] as const;

/**
 * The demo shop's own time. It can be put forward: what falls due meanwhile is done, and everything on screen is
 * loaded anew.
 */
export function ClockBadge() {
  const t = useText(shellText);
  const format = useFormat();
  const queries = useQueryClient();
  const serverNow = useQuery(demoQuery).data?.now;
  const now = useNow(60);
  useEffect(() => {
    if (serverNow !== undefined) learnServerTime(serverNow);
  }, [serverNow]);
  const advance = useAct(
    (advanceSeconds: number) => server.call("POST /api/v1/demo/clock", { body: { advanceSeconds } }),
    {
      done: t("clockForwarded"),
      onDone: (answer) => {
        learnServerTime(answer.now);
        void queries.invalidateQueries();
      },
    },
  );
  const items = [
    { key: "hint", label: <small>{t("clockHint")}</small>, disabled: true },
    ...steps.map(({ name, seconds }) => ({
      key: name,
      label: t(name),
      disabled: advance.isPending,
      onClick: () => advance.mutate(seconds),
    })),
  ];
  return (
    <Dropdown menu={{ items }} trigger={["click"]} placement="bottomRight">
      <button type="button" className={styles.clock} title={t("demoClock")} aria-busy={advance.isPending}>
        <ClockCircleOutlined aria-hidden spin={advance.isPending} />
        {advance.isPending ? t("clockForwarding") : format.date(now, "moment")}
      </button>
    </Dropdown>
  );
}
