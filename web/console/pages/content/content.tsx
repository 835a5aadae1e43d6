import { PlusOutlined } from "@ant-design/icons";
import { Button, Segmented } from "antd";
import { useState } from "react";
import type { ResultOf } from "../../../client/api.ts";
import type { AllRoutes } from "../../../../contract/routes.ts";
import { Empty, useFormat, useLocalText, useText } from "../../../ui/index.ts";
import { useLoad } from "../../load.ts";
import { Loaded } from "../../parts/loaded.tsx";
import { Page, Sheet } from "../../parts/page.tsx";
import { Pill } from "../../parts/pill.tsx";
import { useMay } from "../../session.ts";
import { AskToSend } from "./ask-to-send.tsx";
import styles from "./content.module.css";
import { PieceDrawer } from "./piece-drawer.tsx";
import { contentText } from "./text.ts";

export type Piece = ResultOf<AllRoutes["GET /api/v1/content"]>["items"][number];
type Filter = "all" | "value" | "sales";

/** Pieces of content: what gives, what sells, and how they did. */
export function ContentPage() {
  const t = useText(contentText);
  const may = useMay();
  const [filter, setFilter] = useState<Filter>("all");
  const [editing, setEditing] = useState<Piece | "new">();
  const [sending, setSending] = useState<Piece>();
  const content = useLoad("GET /api/v1/content");
  return (
    <Page
      title={t("title")}
      lead={t("lead")}
      actions={
        may("engage.write") && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setEditing("new")}>
            {t("write")}
          </Button>
        )
      }
    >
      <div className={styles.filters}>
        <Segmented<Filter>
          value={filter}
          onChange={setFilter}
          options={(["all", "value", "sales"] as const).map((value) => ({ value, label: t(value) }))}
        />
      </div>
      <Loaded query={content}>
        {({ items }) => {
          const shown = items.filter((piece) => filter === "all" || piece.purpose === filter);
          if (shown.length === 0)
            return (
              <Sheet>
                <Empty title={t("emptyTitle")}>{t("emptyHint")}</Empty>
              </Sheet>
            );
          return (
            <ul className={styles.pieces}>
              {shown.map((piece) => (
                <PieceCard
                  key={piece.id}
                  piece={piece}
                  onEdit={() => setEditing(piece)}
                  onSend={() => setSending(piece)}
                />
              ))}
            </ul>
          );
        }}
      </Loaded>
      {editing !== undefined && <PieceDrawer editing={editing} onClose={() => setEditing(undefined)} />}
      {sending !== undefined && <AskToSend piece={sending} onClose={() => setSending(undefined)} />}
    </Page>
  );
}

type CardProps = { readonly piece: Piece; readonly onEdit: () => void; readonly onSend: () => void };

function PieceCard({ piece, onEdit, onSend }: CardProps) {
  const t = useText(contentText);
  const format = useFormat();
  const local = useLocalText();
  const may = useMay()("engage.write");
  return (
    <li data-off={!piece.active}>
      <p className={styles.labels}>
        <Pill tone={piece.purpose === "sales" ? "hot" : "action"}>{t(piece.purpose)}</Pill>
        <Pill>{t(`kind_${piece.kind}`)}</Pill>
        {!piece.active && <Pill>{t("off")}</Pill>}
      </p>
      <h2>{local(piece.title)}</h2>
      <p className={styles.text}>{local(piece.body)}</p>
      <small>
        {piece.reached === 0
          ? t("notYet")
          : `${t("reached", { count: format.number(piece.reached) })} · ${t("openedShare", { share: format.share(piece.opened / piece.reached, 0) })}`}
      </small>
      {may && (
        <p className={styles.labels}>
          <Button size="small" onClick={onEdit}>
            {t("edit")}
          </Button>
          <Button size="small" disabled={!piece.active} onClick={onSend}>
            {t("send")}
          </Button>
        </p>
      )}
    </li>
  );
}
