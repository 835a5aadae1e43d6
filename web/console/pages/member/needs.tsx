import { Empty, ProductPicture, useFormat, useLocalText, useNow, useText } from "../../../ui/index.ts";
import { useLoad } from "../../load.ts";
import { Loaded } from "../../parts/loaded.tsx";
import { Sheet } from "../../parts/page.tsx";
import styles from "./member.module.css";
import { memberText } from "./text.ts";

const dayMs = 86_400_000;

/** What she will need and when, each with its interval drawn against the coming weeks. */
export function Needs({ memberId }: { readonly memberId: string }) {
  const t = useText(memberText);
  const query = useLoad("GET /api/v1/members/{id}/forecast", { params: { id: memberId } });
  return (
    <Sheet title={t("needs")}>
      <Loaded query={query}>
        {({ needs }) =>
          needs.length === 0 ? (
            <Empty title={t("needsEmpty")}>{t("needsHint")}</Empty>
          ) : (
            <ul className={styles.needs}>
              {needs.map((need) => (
                <OneNeed key={need.productId} need={need} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Sheet>
  );
}

type Need = {
  title: { zh?: string | undefined; en?: string | undefined };
  pictureUrl: string;
  lastBoughtAt: string;
  timesBought: number;
  dueAt: string;
  earliestAt: string;
  latestAt: string;
  chance: number;
  basis: "member" | "product" | "category" | "shop";
};

function OneNeed({ need }: { readonly need: Need }) {
  const t = useText(memberText);
  const format = useFormat();
  const local = useLocalText();
  const now = useNow(60).getTime();
  const overdue = new Date(need.dueAt).getTime() < now;
  const day = (at: string) => format.date(at, "day");
  return (
    <li>
      <span className={styles.thumb}>
        <ProductPicture src={need.pictureUrl || null} alt="" />
      </span>
      <span>
        <b>{local(need.title)}</b>
        <span data-overdue={overdue}>{overdue ? t("overdue") : t("due", { at: day(need.dueAt) })}</span>
        <Interval need={need} nowMs={now} />
        <small>{t("interval", { from: day(need.earliestAt), to: day(need.latestAt) })}</small>
        <small>
          {t("timesBought", { count: need.timesBought, at: format.date(need.lastBoughtAt, "day") })} ·{" "}
          {t("chance", { share: format.share(need.chance, 0) })} · {t(`basis_${need.basis}`)}
        </small>
      </span>
    </li>
  );
}

/** From two weeks ago to ten weeks ahead: the 80 % interval as a bar, the date as a mark, today as a line. */
function Interval({ need, nowMs }: { readonly need: Need; readonly nowMs: number }) {
  const place = (at: string | number) => {
    const share = (new Date(at).getTime() - (nowMs - 14 * dayMs)) / (84 * dayMs);
    return Math.min(100, Math.max(0, share * 100));
  };
  const [from, to] = [place(need.earliestAt), place(need.latestAt)];
  return (
    <svg viewBox="0 0 100 10" preserveAspectRatio="none" className={styles.interval} aria-hidden="true">
      <rect x="0" y="4.5" width="100" height="1" fill="var(--line)" />
      <rect x={from} y="2.5" width={Math.max(1, to - from)} height="5" rx="1" fill="#b7dbd5" />
      <rect x={place(need.dueAt) - 0.6} y="0.5" width="1.2" height="9" fill="var(--action)" />
      <rect x={place(nowMs)} y="0" width="0.5" height="10" fill="var(--hot)" />
    </svg>
  );
}
