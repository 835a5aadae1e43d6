import { Link } from "@tanstack/react-router";
import { App, Button, Drawer } from "antd";
import { Empty, useFormat, useText } from "../../../ui/index.ts";
import { useAct } from "../../act.ts";
import { useList } from "../../load.ts";
import { Loaded } from "../../parts/loaded.tsx";
import { More } from "../../parts/more.tsx";
import { Pill } from "../../parts/pill.tsx";
import { server } from "../../server.ts";
import { useMay } from "../../session.ts";
import styles from "./members.module.css";
import { membersText } from "./text.ts";

type Conflict = NonNullable<ReturnType<typeof useList<"GET /api/v1/identity-conflicts">>["items"]>[number];

/** Identities that two people claim, for a person to decide. */
export function ConflictsDrawer({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const t = useText(membersText);
  const conflicts = useList("GET /api/v1/identity-conflicts", {}, { enabled: open });
  return (
    <Drawer title={t("conflictsTitle")} open={open} onClose={onClose} size={560}>
      <p className={styles.total}>{t("conflictsLead")}</p>
      <Loaded query={{ data: conflicts.items, error: conflicts.error, refetch: conflicts.refetch }}>
        {(items) =>
          items.length === 0 ? (
            <Empty title={t("conflictsEmpty")}>{t("conflictsEmptyHint")}</Empty>
          ) : (
            <ul className={styles.conflicts}>
              {items.map((conflict) => (
                <OneConflict key={conflict.id} conflict={conflict} />
              ))}
            </ul>
          )
        }
      </Loaded>
      <More list={conflicts} />
    </Drawer>
  );
}

function OneConflict({ conflict }: { readonly conflict: Conflict }) {
  const t = useText(membersText);
  const format = useFormat();
  const may = useMay();
  const { modal } = App.useApp();
  const decide = useAct(
    (decision: "merge" | "keep_apart") =>
      server.call("POST /api/v1/identity-conflicts/{id}", {
        params: { id: conflict.id },
        body: { decision },
      }),
    { refresh: ["GET /api/v1/identity-conflicts", "GET /api/v1/members"] },
  );
  const askToMerge = () =>
    void modal.confirm({
      title: t("mergeTitle"),
      content: t("mergeHint"),
      okText: t("mergeOk"),
      cancelText: t("cancel"),
      onOk: () => decide.mutate("merge"),
    });
  return (
    <li>
      <div className={styles.pair}>
        <Link to="/members/$memberId" params={{ memberId: conflict.memberId }}>
          {conflict.memberName}
        </Link>
        <span aria-hidden>⇄</span>
        <Link to="/members/$memberId" params={{ memberId: conflict.otherMemberId }}>
          {conflict.otherMemberName}
        </Link>
        <Pill tone={conflict.status === "open" ? "member" : "plain"}>{t(conflict.status)}</Pill>
      </div>
      <p>{t("claims", { kind: t(`kind_${conflict.kind}`), value: conflict.valueMasked })}</p>
      <small>
        {conflict.why} · {t("foundAt", { at: format.date(conflict.foundAt, "moment") })}
      </small>
      {conflict.status === "open" && may("members.write") && (
        <div className={styles.pair}>
          <Button size="small" type="primary" loading={decide.isPending} onClick={askToMerge}>
            {t("merge")}
          </Button>
          <Button size="small" loading={decide.isPending} onClick={() => decide.mutate("keep_apart")}>
            {t("keepApart")}
          </Button>
        </div>
      )}
    </li>
  );
}
