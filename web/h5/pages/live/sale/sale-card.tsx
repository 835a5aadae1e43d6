import { useState } from "react";
import {
  Button,
  ErrorNote,
  Money,
  ProductPicture,
  formatDuration,
  useLocalText,
  useNow,
  useText,
} from "../../../../ui/index.ts";
import type { FlashSale, SaleClaim } from "../room/room.ts";
import { currentSale } from "../room/room.ts";
import { type RoomStore, useRoom } from "../room/room-store.ts";
import { liveText } from "../text.ts";
import { PayClaim } from "./pay-claim.tsx";
import { useFlashSale } from "./use-flash-sale.ts";
import styles from "./sale.module.css";

type Props = { readonly store: RoomStore; readonly onJoin: () => void };

/** The flash sale of the moment: countdown, button, place in line, result. */
export function FlashSaleCard({ store, onJoin }: Props) {
  const sale = useRoom(store, currentSale);
  return sale ? <SaleCard key={sale.id} sale={sale} store={store} onJoin={onJoin} /> : null;
}

function SaleCard({ sale, store, onJoin }: Props & { readonly sale: FlashSale }) {
  const t = useText(liveText);
  const text = useLocalText();
  const product = useRoom(
    store,
    (room) => room.runSheet.find((line) => line.product.id === sale.productId)?.product,
  );
  const claim = useRoom(store, (room) => room.claims[sale.id]);
  const [isPaying, setIsPaying] = useState(false);
  const mine = useFlashSale(sale, store);
  if (!product || (sale.status === "ended" && claim?.status !== "won")) return null;
  const variant = product.variants.find(({ id }) => id === sale.variantId);
  return (
    <section className={styles.sale} aria-label={t("flashSale")} data-status={sale.status}>
      <ProductPicture src={product.pictureUrl} alt="" eager />
      <div className={styles.words}>
        <p className={styles.head}>
          <b>{t("flashSale")}</b>
          <Standing sale={sale} msToOpening={mine.msToOpening} />
        </p>
        <strong>{text(product.title)}</strong>
        <p className={styles.price}>
          <Money cents={sale.priceCents} currency={sale.currency} look="price" />
          {variant && variant.priceCents > sale.priceCents && (
            <s>
              <Money cents={variant.priceCents} currency={sale.currency} />
            </s>
          )}
        </p>
      </div>
      <Act {...{ sale, claim, mine, onJoin }} onPay={() => setIsPaying(true)} />
      {mine.claim.isError && (
        <div className={styles.trouble}>
          <ErrorNote error={mine.claim.error} />
        </div>
      )}
      {isPaying && claim?.orderId !== undefined && (
        <PayClaim orderId={claim.orderId} onClose={() => setIsPaying(false)} />
      )}
    </section>
  );
}

/** How the sale stands for everybody: when it opens, what is left. */
function Standing({ sale, msToOpening }: { readonly sale: FlashSale; readonly msToOpening: number }) {
  const t = useText(liveText);
  if (sale.status === "paused") return <span>{t("salePaused")}</span>;
  if (msToOpening > 0 && sale.status === "prepared")
    return (
      <time dateTime={sale.opensAt}>
        {t("saleOpensIn", { time: formatDuration(Math.ceil(msToOpening / 1000)) })}
      </time>
    );
  if (sale.left > 0) return <span>{t("saleLeft", { left: sale.left, units: sale.units })}</span>;
  return <span>{sale.unpaid > 0 ? t("saleUnpaid", { count: sale.unpaid }) : t("saleGone")}</span>;
}

type ActProps = {
  readonly sale: FlashSale;
  readonly claim: SaleClaim | undefined;
  readonly mine: ReturnType<typeof useFlashSale>;
  readonly onJoin: () => void;
  readonly onPay: () => void;
};

/** The one thing to do now. */
function Act({ sale, claim, mine, onJoin, onPay }: ActProps) {
  const t = useText(liveText);
  if (claim?.status === "won")
    return (
      <div className={styles.act} aria-live="polite">
        <Button look="hot" onClick={onPay}>
          <PayWithin until={claim.payUntil} />
        </Button>
        <small>{t("saleWon")}</small>
      </div>
    );
  if (claim?.status === "waiting")
    return (
      <div className={styles.act} aria-live="polite">
        <b>{t("saleWaiting", { position: claim.position ?? 1 })}</b>
        <small>{t("saleWaitingHint")}</small>
        <Button look="quiet" busy={mine.leave.isPending} onClick={() => mine.leave.mutate()}>
          {t("saleLeave")}
        </Button>
      </div>
    );
  const reason = reasonOf(mine.refusal);
  if (reason === "members" || reason === "joined_in_show")
    return (
      <div className={styles.act}>
        <Button look="hot" onClick={onJoin}>
          {t("joinNow")}
        </Button>
        <small>{t(reason === "members" ? "saleMembers" : "saleNew")}</small>
      </div>
    );
  return <Grab {...{ sale, claim, mine }} />;
}

function Grab({ sale, claim, mine }: Pick<ActProps, "sale" | "claim" | "mine">) {
  const t = useText(liveText);
  const isOpen = sale.status === "open" || (sale.status === "prepared" && mine.msToOpening === 0);
  const isGone = isOpen && sale.left === 0 && sale.unpaid <= sale.waiting;
  const word = mine.claim.isPending ? "saleGrabbing" : isGone ? "saleGone" : isOpen ? "saleGrab" : "saleSoon";
  return (
    <div className={styles.act} aria-live="polite">
      <Button
        look="hot"
        busy={mine.claim.isPending}
        disabled={!isOpen || isGone}
        onClick={() => mine.claim.mutate()}
      >
        {t(claim?.status === "lapsed" && isOpen && !isGone ? "saleAgain" : word)}
      </Button>
      {claim?.status === "lapsed" && <small>{t("saleLapsed")}</small>}
      {claim?.status === "missed" && <small>{t("saleMissed")}</small>}
    </div>
  );
}

function PayWithin({ until }: { readonly until: string | undefined }) {
  const t = useText(liveText);
  const now = useNow();
  const seconds = until === undefined ? 0 : Math.max(0, (new Date(until).getTime() - now.getTime()) / 1000);
  return t("salePay", { time: formatDuration(seconds) });
}

function reasonOf(error: Error | null): unknown {
  const details = error !== null && "details" in error ? error.details : undefined;
  return (details as { reason?: unknown } | undefined)?.reason;
}
