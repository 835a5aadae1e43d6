import { BulbFilled, BulbOutlined, QrcodeOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { Empty, ProductPicture, useFormat, useLocalText, useText } from "../../../../ui/index.ts";
import { useAct } from "../../../act.ts";
import { server } from "../../../server.ts";
import { useMay } from "../../../session.ts";
import styles from "../studio.module.css";
import { studioText } from "../text.ts";
import { LuckyBagButton } from "./lucky-bag.tsx";
import type { RoomState, RunSheetLine } from "./use-room.ts";

type Props = { readonly showId: string; readonly state: RoomState };

/** The show's products in their order: one press puts a product into the light, another takes it out. */
export function RunSheet({ showId, state }: Props) {
  const t = useText(studioText);
  const params = { id: showId };
  const onAir = state.show.status === "on_air";
  const may = useMay();
  const spotlight = useAct((productId: string | null) =>
    server.call("POST /api/v1/shows/{id}/spotlight", { params, body: { productId } }),
  );
  const card = useAct(() => server.call("POST /api/v1/shows/{id}/join-card", { params }), {
    done: t("joinCardDone"),
  });
  return (
    <div className={styles.panel} data-grow="true">
      <h2>
        {t("products")}
        {may("shows.host") && (
          <span className={styles.panelActs}>
            <Button
              size="small"
              icon={<QrcodeOutlined />}
              disabled={!onAir}
              loading={card.isPending}
              onClick={() => card.mutate(undefined)}
            >
              {t("joinCard")}
            </Button>
            <LuckyBagButton showId={showId} onAir={onAir} />
          </span>
        )}
      </h2>
      {state.runSheet.length === 0 && <Empty title={t("productsEmpty")}>{t("productsEmptyHint")}</Empty>}
      <ol className={styles.sheet}>
        {state.runSheet.map((line) => (
          <SheetLine
            key={line.product.id}
            line={line}
            lit={state.spotlight?.productId === line.product.id}
            disabled={!onAir || !may("shows.host")}
            onToggle={(lit) => spotlight.mutate(lit ? line.product.id : null)}
          />
        ))}
      </ol>
    </div>
  );
}

type LineProps = {
  readonly line: RunSheetLine;
  readonly lit: boolean;
  readonly disabled: boolean;
  readonly onToggle: (lit: boolean) => void;
};

function SheetLine({ line, lit, disabled, onToggle }: LineProps) {
  const t = useText(studioText);
  const local = useLocalText();
  const format = useFormat();
  const { product } = line;
  const [cheapest] = product.variants.toSorted((a, b) => a.priceCents - b.priceCents);
  const stock = product.variants.reduce((sum, variant) => sum + variant.stock, 0);
  return (
    <li data-lit={lit}>
      <span className={styles.thumb}>
        <ProductPicture src={product.pictureUrl} alt="" />
        <i>{line.position + 1}</i>
      </span>
      <span className={styles.goods}>
        <b>{local(product.title)}</b>
        <small>
          <em>{t(`role_${line.role}`)}</em>
          {cheapest !== undefined && format.money(cheapest.priceCents, product.currency)}
          {cheapest?.memberPriceCents !== undefined &&
            ` · ${t("memberPrice", { price: format.money(cheapest.memberPriceCents, product.currency) })}`}
        </small>
        <small data-low={stock < 10}>{stock === 0 ? t("soldOut") : t("stock", { count: stock })}</small>
        {line.notes !== undefined && line.notes !== "" && <small>{line.notes}</small>}
      </span>
      <Button
        size="small"
        type={lit ? "primary" : "default"}
        danger={lit}
        icon={lit ? <BulbFilled /> : <BulbOutlined />}
        aria-pressed={lit}
        disabled={disabled}
        onClick={() => onToggle(!lit)}
      >
        {lit ? t("spotlightOff") : t("spotlight")}
      </Button>
    </li>
  );
}
