import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import type { ResultOf } from "../../../client/api.ts";
import type { AllRoutes } from "../../../../contract/routes.ts";
import { useFormat, useLocalText, useText } from "../../../ui/index.ts";
import { Pill, type PillTone } from "../../parts/pill.tsx";
import { Rows } from "../../parts/rows.tsx";
import { touchesText } from "./text.ts";

export type Touch = ResultOf<AllRoutes["GET /api/v1/touches"]>["items"][number];

const tones: Readonly<Record<Touch["status"], PillTone>> = {
  waiting: "info",
  sending: "info",
  sent: "good",
  deferred: "member",
  refused: "plain",
  expired: "plain",
  failed: "hot",
};

/** How a touch stands, in one word. */
export function TouchStatus({ status }: { readonly status: Touch["status"] }) {
  const t = useText(touchesText);
  return <Pill tone={tones[status]}>{t(status === "deferred" ? "deferred_state" : status)}</Pill>;
}

/** Gives or sells, or answers something she did. */
export function PurposePill({ touch }: { readonly touch: Pick<Touch, "class" | "purpose"> }) {
  const t = useText(touchesText);
  if (touch.class === "service") return <Pill>{t("service")}</Pill>;
  return <Pill tone={touch.purpose === "sales" ? "hot" : "action"}>{t(touch.purpose)}</Pill>;
}

/** Who wished for it: "plan:…", "welcome", "order.paid" … */
export function useSourceName(): (source: string) => string {
  const t = useText(touchesText);
  return (source) => {
    const [first = "", who = ""] = source.split(/[:.]/u);
    if (first === "person") return t("source_person", { who });
    const known = ["plan", "welcome", "order", "staff", "show"] as const;
    const name = known.find((one) => first === one || first.startsWith(one));
    return name === undefined ? source : t(`source_${name}`);
  };
}

type Props = {
  readonly touches: readonly Touch[];
  readonly onWhy: (touchId: string) => void;
  readonly withoutMember?: boolean;
};

/** Touches with how they stand; each has its why. */
export function TouchTable({ touches, onWhy, withoutMember = false }: Props) {
  const t = useText(touchesText);
  const format = useFormat();
  const local = useLocalText();
  const sourceName = useSourceName();
  const reactionOf = (touch: Touch) => {
    if (touch.convertedOrderId !== undefined) return <Pill tone="good">{t("converted")}</Pill>;
    if (touch.clickedAt !== undefined) return <Pill tone="action">{t("clicked")}</Pill>;
    return touch.openedAt === undefined ? t("noReaction") : <Pill>{t("opened")}</Pill>;
  };
  return (
    <Rows
      rows={touches}
      rowKey="id"
      onPick={({ id }) => onWhy(id)}
      columns={[
        {
          title: t("when"),
          render: (_, touch) => format.date(touch.sentAt ?? touch.notBefore, "moment"),
        },
        ...(withoutMember
          ? []
          : [
              {
                title: t("member"),
                render: (_: unknown, touch: Touch) => (
                  <Link
                    to="/members/$memberId"
                    params={{ memberId: touch.memberId }}
                    onClick={(event) => event.stopPropagation()}
                  >
                    <b>{touch.memberName}</b>
                  </Link>
                ),
              },
            ]),
        {
          title: t("subject"),
          ellipsis: true,
          width: 260,
          render: (_, touch) => local(touch.subject) || t(`kind_${touch.kind}`),
        },
        { title: t("value"), render: (_, touch) => <PurposePill touch={touch} /> },
        { title: t("channel"), render: (_, touch) => t(touch.channel) },
        { title: t("source"), render: (_, touch) => sourceName(touch.source) },
        { title: t("status"), render: (_, touch) => <TouchStatus status={touch.status} /> },
        { title: t("reaction"), render: (_, touch) => reactionOf(touch) },
        {
          title: <span className="visually-hidden">{t("why")}</span>,
          key: "why",
          render: (_, touch) => (
            <Button type="link" size="small" onClick={() => onWhy(touch.id)}>
              {t("why")}
            </Button>
          ),
        },
      ]}
    />
  );
}
