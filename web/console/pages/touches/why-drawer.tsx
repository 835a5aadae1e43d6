import { CheckOutlined, CloseOutlined } from "@ant-design/icons";
import { Link } from "@tanstack/react-router";
import { Drawer } from "antd";
import type { ResultOf } from "../../../client/api.ts";
import type { AllRoutes } from "../../../../contract/routes.ts";
import { useFormat, useLocalText, useText } from "../../../ui/index.ts";
import { useLoad } from "../../load.ts";
import { Loaded } from "../../parts/loaded.tsx";
import { useReasonWords } from "./reason-words.ts";
import { PurposePill, TouchStatus, useSourceName } from "./touch-table.tsx";
import styles from "./touches.module.css";
import { touchesText } from "./text.ts";

type Answer = ResultOf<AllRoutes["GET /api/v1/touches/{id}"]>;
type Decision = Answer["decisions"][number];
export type Reason = Decision["reasons"][number];

/** Why a touch went, waits or was not sent: every decision with its reasons, for people who did not build the gate. */
export function WhyDrawer({ touchId, onClose }: { readonly touchId: string; readonly onClose: () => void }) {
  const t = useText(touchesText);
  const touch = useLoad("GET /api/v1/touches/{id}", { params: { id: touchId } });
  return (
    <Drawer open title={t("whyTitle")} onClose={onClose} size={560}>
      <Loaded query={touch}>{(answer) => <Why answer={answer} />}</Loaded>
    </Drawer>
  );
}

function Why({ answer: { touch, body, decisions } }: { readonly answer: Answer }) {
  const t = useText(touchesText);
  const format = useFormat();
  const local = useLocalText();
  const sourceName = useSourceName();
  const wishedAt = format.date(touch.notBefore, "moment");
  return (
    <div className={styles.why}>
      <p className={styles.verdict} data-status={touch.status}>
        <TouchStatus status={touch.status} />
        <b>{useVerdict(touch, decisions)}</b>
      </p>
      <p>
        <Link to="/members/$memberId" params={{ memberId: touch.memberId }}>
          {touch.memberName}
        </Link>{" "}
        · {t(touch.channel)} · {t(`kind_${touch.kind}`)} · {sourceName(touch.source)}{" "}
        <PurposePill touch={touch} />
      </p>
      {touch.class === "service" && <p className={styles.soft}>{t("serviceNote")}</p>}
      {decisions.length === 0 && <p className={styles.soft}>{t("noDecision", { at: wishedAt })}</p>}
      {decisions.toReversed().map((decision, at) => (
        <OneDecision key={decision.at} decision={decision} number={decisions.length - at} />
      ))}
      <h2>{t("body")}</h2>
      <blockquote>
        <b>{local(touch.subject)}</b>
        {local(body)}
      </blockquote>
    </div>
  );
}

function useVerdict(touch: Answer["touch"], decisions: readonly Decision[]): string {
  const t = useText(touchesText);
  const format = useFormat();
  const until = decisions.at(-1)?.until ?? touch.notBefore;
  switch (touch.status) {
    case "sent":
      return t("whySent", { at: format.date(touch.sentAt ?? touch.createdAt, "moment") });
    case "waiting":
    case "deferred":
      return t("whyWaiting", { at: format.date(until, "moment") });
    case "sending":
      return t("whySending");
    case "expired":
      return t("whyExpired");
    case "failed":
      return t("whyFailed");
    default:
      return t("whyRefused");
  }
}

function OneDecision({ decision, number }: { readonly decision: Decision; readonly number: number }) {
  const t = useText(touchesText);
  const format = useFormat();
  const until = decision.until === undefined ? "" : format.date(decision.until, "moment");
  const failed = decision.reasons.filter((reason) => !reason.passed);
  const passed = decision.reasons.filter((reason) => reason.passed);
  return (
    <section className={styles.decision}>
      <h2>
        {t("decision", { count: number, at: format.date(decision.at, "moment") })}
        <span data-outcome={decision.outcome}>{t(`outcome_${decision.outcome}`, { until })}</span>
      </h2>
      <ul>
        {[...failed, ...passed].map((reason) => (
          <OneReason key={`${reason.rule} ${reason.passed}`} reason={reason} />
        ))}
      </ul>
    </section>
  );
}

function OneReason({ reason }: { readonly reason: Reason }) {
  const t = useText(touchesText);
  const words = useReasonWords();
  const format = useFormat();
  const text = useLocalText();
  const { until, rule } = reason;
  const later =
    until === undefined || reason.passed
      ? ""
      : t(rule.startsWith("sales_share") ? "askAgain" : "untilThen", { at: format.date(until, "moment") });
  return (
    <li data-passed={reason.passed}>
      {reason.passed ? (
        <CheckOutlined aria-label={t("passed")} />
      ) : (
        <CloseOutlined aria-label={t("blocked")} />
      )}
      <span>
        {reason.passed ? t(`rule_${reason.rule}`) : <b>{t(`fail_${reason.rule}`)}</b>}
        <small>{[words(reason), text(reason.why), later].filter(Boolean).join(" · ")}</small>
      </span>
    </li>
  );
}
