import { EditOutlined, EllipsisOutlined, LinkOutlined, StopOutlined } from "@ant-design/icons";
import { Link } from "@tanstack/react-router";
import { App, Button, Dropdown } from "antd";
import type { ResultOf } from "../../../client/api.ts";
import type { AllRoutes } from "../../../../contract/routes.ts";
import { Picture, useFormat, useLocalText, useText } from "../../../ui/index.ts";
import { useAct } from "../../act.ts";
import { Pill, type PillTone } from "../../parts/pill.tsx";
import { server } from "../../server.ts";
import { useMay } from "../../session.ts";
import styles from "./shows.module.css";
import { showsText } from "./text.ts";

export type ShowItem = ResultOf<AllRoutes["GET /api/v1/shows"]>["items"][number];
type Props = { readonly show: ShowItem; readonly onEdit: () => void; readonly onLinks: () => void };

const tones: Readonly<Record<ShowItem["status"], PillTone>> = {
  planned: "info",
  on_air: "hot",
  ended: "plain",
  cancelled: "plain",
};

/** One show: when, how it stands, and its next step. */
export function ShowRow({ show, onEdit, onLinks }: Props) {
  const t = useText(showsText);
  const local = useLocalText();
  const format = useFormat();
  const onAir = show.status === "on_air";
  const began = show.startedAt ?? show.startsAt;
  return (
    <li className={styles.row}>
      <span className={styles.cover}>
        <Picture src={show.coverUrl} alt="" shape="wide" />
      </span>
      <span className={styles.what}>
        <b>{local(show.title)}</b>
        <small>
          {format.date(began, "day")} {format.date(began, "time")}
          {show.hostName === "" ? "" : ` · ${show.hostName}`}
        </small>
        <small>
          <Pill tone={tones[show.status]}>{t(show.status)}</Pill>
          {onAir && ` ${t("viewers", { count: show.viewers })}`}
          {show.likes > 0 && ` ${t("likes", { count: format.compact(show.likes) })}`}
        </small>
      </span>
      <span className={styles.steps}>
        <NextStep show={show} />
        <Button icon={<LinkOutlined />} aria-label={t("link")} title={t("link")} onClick={onLinks} />
        <Menu show={show} onEdit={onEdit} />
      </span>
    </li>
  );
}

function NextStep({ show }: { readonly show: ShowItem }) {
  const t = useText(showsText);
  const may = useMay();
  const params = { showId: show.id };
  if (show.status === "on_air" || show.status === "planned") {
    if (!may("shows.host")) return null;
    return (
      <Link to="/studio/$showId" params={params}>
        <Button type={show.status === "on_air" ? "primary" : "default"} tabIndex={-1}>
          {t(show.status === "on_air" ? "studio" : "openStudio")}
        </Button>
      </Link>
    );
  }
  if (show.status === "cancelled" || !may("insight.read")) return null;
  return (
    <Link to="/reports/shows/$showId" params={params}>
      <Button tabIndex={-1}>{t("report")}</Button>
    </Link>
  );
}

function Menu({ show, onEdit }: { readonly show: ShowItem; readonly onEdit: () => void }) {
  const t = useText(showsText);
  const may = useMay();
  const { modal } = App.useApp();
  const cancel = useAct(() => server.call("POST /api/v1/shows/{id}/cancel", { params: { id: show.id } }), {
    done: t("cancelledDone"),
    refresh: ["GET /api/v1/shows"],
  });
  if (show.status !== "planned" || !may("shows.write")) return null;
  const ask = () =>
    void modal.confirm({
      title: t("cancelTitle"),
      content: t("cancelHint"),
      okText: t("cancel"),
      cancelText: t("keep"),
      okButtonProps: { danger: true },
      onOk: () => cancel.mutate(undefined),
    });
  return (
    <Dropdown
      trigger={["click"]}
      placement="bottomRight"
      menu={{
        items: [
          { key: "edit", icon: <EditOutlined />, label: t("edit"), onClick: onEdit },
          { key: "cancel", icon: <StopOutlined />, label: t("cancel"), danger: true, onClick: ask },
        ],
      }}
    >
      <Button icon={<EllipsisOutlined />} aria-label={t("more")} />
    </Dropdown>
  );
}
