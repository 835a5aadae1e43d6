import { Avatar, RelativeTime, useFormat, useText } from "../../../ui/index.ts";
import { useLoad } from "../../load.ts";
import { Figure, Figures } from "../../parts/figure.tsx";
import { Pill } from "../../parts/pill.tsx";
import { useMay } from "../../session.ts";
import type { Member } from "./member.tsx";
import styles from "./member.module.css";
import { memberText } from "./text.ts";

/** Who she is in one line, what she bought, and what is to be expected. */
export function Head({ member }: { readonly member: Member }) {
  const t = useText(memberText);
  const format = useFormat();
  const may = useMay();
  const { data } = useLoad(
    "GET /api/v1/members/{id}/forecast",
    { params: { id: member.id } },
    { enabled: may("plan.read") },
  );
  const forecast = data?.forecast;
  const one = (value: number) => format.number(Math.round(value * 10) / 10);
  return (
    <>
      <div className={styles.who}>
        <Avatar src={member.avatarUrl} name={member.name} size={52} />
        <span>
          <Pill tone={member.joined ? "member" : "plain"}>{t(member.joined ? "member" : "guest")}</Pill>{" "}
          {member.joinedAt === undefined
            ? t("firstSeen", { at: format.date(member.firstSeenAt) })
            : t("joinedAt", { at: format.date(member.joinedAt) })}
          <small>{[member.phoneMasked, member.emailMasked].filter(Boolean).join(" · ")}</small>
        </span>
      </div>
      <Figures>
        <Figure
          name={t("orders")}
          value={format.number(member.orders)}
          note={
            member.orders === 0
              ? undefined
              : t("perOrder", { amount: format.money(Math.round(member.spentCents / member.orders)) })
          }
        />
        <Figure name={t("spent")} value={format.money(member.spentCents)} />
        <Figure
          name={t("lastOrder")}
          value={member.lastOrderAt === undefined ? t("never") : <RelativeTime at={member.lastOrderAt} />}
        />
        {forecast !== undefined && (
          <>
            <Figure name={t("alive")} value={format.share(forecast.aliveChance, 0)} note={t("aliveNote")} />
            <Figure
              name={t("expected90")}
              value={one(forecast.expectedOrders90)}
              note={t("expected90Note", {
                m: one(forecast.expectedOrders30),
                y: one(forecast.expectedOrders365),
              })}
            />
            <Figure name={t("spend90")} value={format.money(forecast.expectedSpend90Cents)} />
          </>
        )}
      </Figures>
      {forecast !== undefined && (
        <p className={styles.basis}>
          {t("forecastBasis", {
            repeats: forecast.repeats,
            recency: one(forecast.recencyWeeks),
            observed: one(forecast.observedWeeks),
          })}
        </p>
      )}
    </>
  );
}
