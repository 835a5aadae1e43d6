import { Link, useNavigate } from "@tanstack/react-router";
import type { ResultOf } from "../../../client/api.ts";
import type { AllRoutes } from "../../../../contract/routes.ts";
import { Avatar, RelativeTime, useFormat, useText } from "../../../ui/index.ts";
import { Pill } from "../../parts/pill.tsx";
import { Rows } from "../../parts/rows.tsx";
import styles from "./members.module.css";
import { membersText } from "./text.ts";

type Member = ResultOf<AllRoutes["GET /api/v1/members"]>["items"][number];

/** One row for each person; it leads to her page. */
export function MemberTable({ members }: { readonly members: readonly Member[] }) {
  const t = useText(membersText);
  const format = useFormat();
  const navigate = useNavigate();
  return (
    <Rows
      rows={members}
      rowKey="id"
      onPick={({ id }) => void navigate({ to: "/members/$memberId", params: { memberId: id } })}
      columns={[
        {
          title: t("name"),
          render: (_, member) => (
            <span className={styles.person}>
              <Avatar src={member.avatarUrl} name={member.name} size={34} />
              <Link to="/members/$memberId" params={{ memberId: member.id }}>
                <b>{member.name}</b>
              </Link>
              {!member.joined && <Pill>{t("guest")}</Pill>}
            </span>
          ),
        },
        { title: t("contact"), render: (_, one) => one.phoneMasked ?? one.emailMasked ?? "–" },
        { title: t("orders"), align: "right", render: (_, { orders }) => format.number(orders) },
        { title: t("spent"), align: "right", render: (_, { spentCents }) => format.money(spentCents) },
        {
          title: t("lastOrder"),
          render: (_, { lastOrderAt }) =>
            lastOrderAt === undefined ? (
              <small className={styles.total}>{t("never")}</small>
            ) : (
              <RelativeTime at={lastOrderAt} />
            ),
        },
        {
          title: t("since"),
          render: (_, { joinedAt }) => (joinedAt === undefined ? "–" : format.date(joinedAt)),
        },
        {
          title: t("tags"),
          render: (_, { tags }) => (
            <span className={styles.tags}>
              {tags.map((tag) => (
                <Pill key={tag}>{tag}</Pill>
              ))}
            </span>
          ),
        },
      ]}
    />
  );
}
