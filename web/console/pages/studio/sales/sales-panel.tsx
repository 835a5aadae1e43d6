import { ThunderboltOutlined } from "@ant-design/icons";
import { Button, Popconfirm } from "antd";
import { useState } from "react";
import type { AllRoutes } from "../../../../../contract/routes.ts";
import type { ResultOf } from "../../../../client/api.ts";
import { formatDuration, useFormat, useLocalText, useNow, useText } from "../../../../ui/index.ts";
import { useAct } from "../../../act.ts";
import { useLoad } from "../../../load.ts";
import { server } from "../../../server.ts";
import { useMay } from "../../../session.ts";
import type { RoomState } from "../room/use-room.ts";
import styles from "../studio.module.css";
import { studioText } from "../text.ts";
import { PrepareSale } from "./prepare-sale.tsx";

type StudioSale = ResultOf<AllRoutes["GET /api/v1/shows/{id}/sales"]>["items"][number];
type Props = { readonly showId: string; readonly state: RoomState };

/** Flash sales of the show: prepare, open, pause, end; where the units are, and the count at the end. */
export function SalesPanel({ showId, state }: Props) {
  const t = useText(studioText);
  const mayHost = useMay()("shows.host");
  const [isPreparing, setIsPreparing] = useState(false);
  const isOver = state.show.status === "ended" || state.show.status === "cancelled";
  // Units are told to the room as they go; who has paid is asked for.
  const sales = useLoad("GET /api/v1/shows/{id}/sales", { params: { id: showId } }, { everyMs: 2000 });
  const items = sales.data?.items ?? [];
  return (
    <div className={styles.panel}>
      <h2>
        {t("flashSales")}
        {mayHost && (
          <Button
            size="small"
            icon={<ThunderboltOutlined />}
            disabled={isOver || state.runSheet.length === 0}
            onClick={() => setIsPreparing(true)}
          >
            {t("prepareSale")}
          </Button>
        )}
      </h2>
      {items.length === 0 && <p className={styles.hint}>{t("salesEmpty")}</p>}
      <ol className={styles.sheet}>
        {items.map((item) => (
          <SaleLine key={item.sale.id} item={item} state={state} mayHost={mayHost} />
        ))}
      </ol>
      {isPreparing && (
        <PrepareSale showId={showId} runSheet={state.runSheet} onClose={() => setIsPreparing(false)} />
      )}
    </div>
  );
}

type LineProps = { readonly item: StudioSale; readonly state: RoomState; readonly mayHost: boolean };

function SaleLine({ item, state, mayHost }: LineProps) {
  const t = useText(studioText);
  const local = useLocalText();
  const format = useFormat();
  const { sale, sold, reconciliation } = item;
  const title = state.runSheet.find((line) => line.product.id === sale.productId)?.product.title;
  return (
    <li data-lit={sale.status === "open"}>
      <span className={styles.goods}>
        <b>{title ? local(title) : sale.variantId}</b>
        <small>
          {format.money(sale.priceCents, sale.currency)} · {t(`audience_${sale.audience}`)} ·{" "}
          {t("perPerson", { count: sale.perPerson })}
        </small>
        <small>
          <b>{t("unitsLeft", { left: sale.left, units: sale.units })}</b> ·{" "}
          {t("unitsUnpaid", { count: sale.unpaid })} · {t("unitsSold", { count: sold })}
          {sale.waiting > 0 && ` · ${t("peopleWaiting", { count: sale.waiting })}`}
        </small>
        {sale.status === "prepared" && <OpensIn opensAt={sale.opensAt} />}
        {sale.status === "paused" && <small>{t("salePaused")}</small>}
        {sale.status === "ended" && <Count counted={reconciliation} />}
      </span>
      {mayHost && sale.status !== "ended" && <Steps sale={sale} />}
    </li>
  );
}

function OpensIn({ opensAt }: { readonly opensAt: string }) {
  const t = useText(studioText);
  const seconds = Math.max(0, (new Date(opensAt).getTime() - useNow().getTime()) / 1000);
  return <small>{t("saleOpensIn", { time: formatDuration(seconds) })}</small>;
}

/** What the count of every unit said once the last order was settled. */
function Count({ counted }: { readonly counted: StudioSale["reconciliation"] }) {
  const t = useText(studioText);
  if (counted === undefined) return <small>{t("saleEndedCounting")}</small>;
  if (counted.problems.length > 0)
    return <small data-low>{t("saleCountWrong", { count: counted.problems.length })}</small>;
  return <small>{t("saleCounted", { sold: counted.sold, returned: counted.returned })}</small>;
}

function Steps({ sale }: Pick<StudioSale, "sale">) {
  const t = useText(studioText);
  const step = useAct(
    (to: "open" | "paused" | "ended") =>
      server.call("POST /api/v1/sales/{id}/steps", { params: { id: sale.id }, body: { to } }),
    { refresh: ["GET /api/v1/shows/{id}/sales"] },
  );
  const busy = step.isPending;
  return (
    <span className={styles.saleSteps}>
      {sale.status === "open" ? (
        <Button size="small" loading={busy} onClick={() => step.mutate("paused")}>
          {t("pauseSale")}
        </Button>
      ) : (
        <Button size="small" type="primary" loading={busy} onClick={() => step.mutate("open")}>
          {t(sale.status === "paused" ? "resumeSale" : "openSale")}
        </Button>
      )}
      <Popconfirm
        title={t("endSaleTitle")}
        description={t("endSaleHint")}
        okText={t("endSale")}
        cancelText={t("keepSale")}
        onConfirm={() => step.mutate("ended")}
      >
        <Button size="small" danger>
          {t("endSale")}
        </Button>
      </Popconfirm>
    </span>
  );
}
