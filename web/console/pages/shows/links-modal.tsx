import { Button, Modal } from "antd";
import { QrCode, Skeleton, useLocalText, useText } from "../../../ui/index.ts";
import { useAct } from "../../act.ts";
import { useLoad } from "../../load.ts";
import { CopyLink } from "../../parts/copy-link.tsx";
import { server } from "../../server.ts";
import { useMay } from "../../session.ts";
import type { ShowItem } from "./show-row.tsx";
import styles from "./shows.module.css";
import { showsText } from "./text.ts";

/** Where viewers watch, and the join code that is counted to this show, as QR codes. */
export function LinksModal({ show, onClose }: { readonly show: ShowItem; readonly onClose: () => void }) {
  const t = useText(showsText);
  const may = useMay();
  const local = useLocalText();
  const watch = `${location.origin}/live/${show.id}`;
  return (
    <Modal open title={local(show.title)} footer={null} onCancel={onClose} width={560}>
      <div className={styles.links}>
        <figure>
          <QrCode value={watch} label={t("watchLink")} size={172} />
          <figcaption>{t("watchLink")}</figcaption>
          <CopyLink address={watch} />
        </figure>
        {may("join.read") && <JoinLink show={show} />}
      </div>
    </Modal>
  );
}

function JoinLink({ show }: { readonly show: ShowItem }) {
  const t = useText(showsText);
  const local = useLocalText();
  const may = useMay();
  const codes = useLoad("GET /api/v1/join-codes", { query: { showId: show.id } });
  const benefits = useLoad("GET /api/v1/benefits");
  const code = codes.data?.items.find((one) => one.active);
  const make = useAct(
    () => {
      const benefit = benefits.data?.items.find((one) => one.active && one.issued < one.budget);
      return server.call("POST /api/v1/join-codes", {
        body: {
          label: t("codeName", { title: local(show.title) }).slice(0, 80),
          channel: "live",
          showId: show.id,
          ...(benefit && { benefitId: benefit.id }),
        },
      });
    },
    { done: t("codeMade"), refresh: ["GET /api/v1/join-codes"] },
  );
  if (codes.data === undefined) return <Skeleton shape="card" />;
  if (code !== undefined)
    return (
      <figure>
        <QrCode value={code.url} label={code.label} size={172} />
        <figcaption>
          {t("joinLink")} · {code.label}
        </figcaption>
        <CopyLink address={code.url} />
      </figure>
    );
  return (
    <div className={styles.noCode}>
      <b>{t("noCode")}</b>
      <p>{t("noCodeHint")}</p>
      {may("join.write") && (
        <Button type="primary" loading={make.isPending} onClick={() => make.mutate(undefined)}>
          {t("makeCode")}
        </Button>
      )}
    </div>
  );
}
