import { ClockCircleOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { learnServerTime, useFormat, useNow, useText } from "../../ui/index.ts";
import { demoQuery } from "../session.ts";
import styles from "./shell.module.css";
import { shellText } from "./text.ts";

/** The demo shop's own time, which can be put forward; it stands in the header so that nobody is surprised by it. */
export function ClockBadge() {
  const t = useText(shellText);
  const format = useFormat();
  const serverNow = useQuery(demoQuery).data?.now;
  const now = useNow(60);
  useEffect(() => {
    if (serverNow !== undefined) learnServerTime(serverNow);
  }, [serverNow]);
  return (
    <span className={styles.clock} title={t("demoClock")}>
      <ClockCircleOutlined aria-hidden />
      {format.date(now, "moment")}
    </span>
  );
}
