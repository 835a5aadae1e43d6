import { Link } from "@tanstack/react-router";
import { useFormat, useLocalText, useNow, useText } from "../../../ui/index.ts";
import { useLoad } from "../../load.ts";
import { Pill } from "../../parts/pill.tsx";
import { useMay } from "../../session.ts";
import styles from "./dashboard.module.css";
import { dashboardText } from "./text.ts";

const forgottenMs = 3 * 3_600_000;
const weekMs = 7 * 86_400_000;

/** The show that is on air, or the next one. */
export function NextShow() {
  const t = useText(dashboardText);
  const format = useFormat();
  const local = useLocalText();
  const may = useMay();
  const onAir = useLoad("GET /api/v1/shows", { query: { status: "on_air", limit: 1 } }, { everyMs: 15_000 });
  const planned = useLoad("GET /api/v1/shows", { query: { status: "planned", limit: 50 } });
  const now = useNow(60);
  // A show that should have begun long ago was forgotten; it is not the next one.
  const soonest = planned.data?.items
    .filter(({ startsAt }) => new Date(startsAt).getTime() > now.getTime() - forgottenMs)
    .toSorted((a, b) => (a.startsAt < b.startsAt ? -1 : 1))[0];
  const show = onAir.data?.items[0] ?? soonest;
  const live = show?.status === "on_air";
  return (
    <section className={styles.step} data-live={live}>
      <small>{live ? <Pill tone="hot">{t("onAir")}</Pill> : t("next")}</small>
      <b>{show === undefined ? t("noShows") : local(show.title)}</b>
      {show !== undefined && (
        <span>
          {format.date(show.startsAt, "day")} {format.date(show.startsAt, "time")}
        </span>
      )}
      {show !== undefined && may("shows.host") ? (
        <Link to="/studio/$showId" params={{ showId: show.id }}>
          {t("toStudio")}
        </Link>
      ) : (
        <Link to="/shows">{t("allShows")}</Link>
      )}
    </section>
  );
}

/** Whether a plan waits for approval. */
export function PlanNote() {
  const t = useText(dashboardText);
  const format = useFormat();
  const plan = useLoad("GET /api/v1/plans").data?.items[0];
  const now = useNow(60);
  const left = plan?.counts["nothing"] ?? 0;
  return (
    <section className={styles.step}>
      <small>{t("plan")}</small>
      <b>
        {plan?.status === "proposed"
          ? t("planWaiting", {
              touched: format.number(plan.members - left),
              left: format.number(left),
            })
          : t(plan !== undefined && isOfThisWeek(plan, now) ? "planApproved" : "planNone")}
      </b>
      <Link to="/plan">{t("toPlan")}</Link>
    </section>
  );
}

function isOfThisWeek(plan: { readonly status: string; readonly weekStartsAt: string }, now: Date): boolean {
  const age = now.getTime() - new Date(plan.weekStartsAt).getTime();
  return (plan.status === "approved" || plan.status === "done") && age < weekMs;
}
