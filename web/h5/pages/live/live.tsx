import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useCallback, useEffect, useRef, useState } from "react";
import { Empty, ErrorNote, readFailure, useLocalText, useText } from "../../../ui/index.ts";
import { BuySheet } from "../../buying/index.ts";
import { JoinSheet } from "../../joining/join-sheet.tsx";
import { keep, recall } from "../../keep.ts";
import { useShopper } from "../../shopper.ts";
import { ChatList } from "./chat/chat-list.tsx";
import { Danmaku } from "./chat/danmaku.tsx";
import { BagSheet } from "./goods/bag-sheet.tsx";
import { FlashSaleCard } from "./sale/sale-card.tsx";
import { SpotlightCard } from "./goods/spotlight-card.tsx";
import { Luck } from "./luck/luck.tsx";
import { LivePicture } from "./picture/picture.tsx";
import { Ended } from "./room/ended.tsx";
import { JoinCard, LineNotice, SaleTicker } from "./room/notices.tsx";
import type { Product, RoomState } from "./room/room.ts";
import { RoomBar } from "./room/room-bar.tsx";
import { RoomHead } from "./room/room-head.tsx";
import { type RoomStore, useRoom } from "./room/room-store.ts";
import styles from "./room/room.module.css";
import { useLikes } from "./room/use-likes.ts";
import { roomQuery, useRoomFeed } from "./room/use-room-feed.ts";
import { useTally } from "./room/use-tally.ts";
import { liveText } from "./text.ts";

/** The live room: picture, chat, the product in the light, and everything one can do without leaving it. */
export function LivePage() {
  const t = useText(liveText);
  const { showId } = useParams({ from: "/live/$showId" });
  const room = useQuery(roomQuery(showId));
  if (room.isError && readFailure(room.error).code === "not_found") {
    return (
      <main id="content" className={styles.failed}>
        <Empty title={t("noRoom")} action={<Link to="/">{t("otherShows")}</Link>}>
          {t("noRoomHint")}
        </Empty>
      </main>
    );
  }
  if (room.isError) {
    return (
      <main id="content" className={styles.failed}>
        <ErrorNote error={room.error} onRetry={() => void room.refetch()} />
        <Link to="/">{t("otherShows")}</Link>
      </main>
    );
  }
  if (!room.data) {
    return (
      <main id="content" className={styles.room} aria-busy="true">
        <output className={styles.entering}>{t("entering")}</output>
        <Link to="/" className={styles.away}>
          {t("otherShows")}
        </Link>
      </main>
    );
  }
  return <Room key={showId} state={room.data} />;
}

type Open = "bag" | "join" | Product | undefined;
const danmakuKey = "refrain.danmaku";

function Room({ state }: { readonly state: RoomState }) {
  const text = useLocalText();
  const store = useRoomFeed(state);
  const tally = useTally(store);
  const { id: memberId } = useShopper();
  const [open, setOpen] = useState<Open>();
  const [hasDanmaku, toggleDanmaku] = useDanmakuChoice();
  const { hearts, ownLikes, like } = useLikes(store, tally);
  const title = useRoom(store, (room) => room.show.title);
  useTitle(text(title));
  const buy = useCallback(
    (product: Product) => {
      tally.open(product.id);
      setOpen(product);
    },
    [tally],
  );
  const join = () => setOpen("join");
  return (
    <main id="content" className={styles.room}>
      <div className={styles.stage}>
        <LivePicture store={store} onLike={like} />
        {hasDanmaku && <Danmaku store={store} memberId={memberId} />}
      </div>
      <RoomHead store={store} onJoin={join} />
      <Luck store={store} onJoin={join} />
      <LineNotice />
      <Ended store={store} onBag={() => setOpen("bag")} onJoin={join} />
      <div className={styles.lower}>
        <SaleTicker store={store} />
        <ChatList store={store} memberId={memberId} />
        <JoinCard store={store} onJoin={join} />
        <FlashSaleCard store={store} onJoin={join} />
        <SpotlightCard store={store} tally={tally} onBuy={buy} />
        <RoomBar
          store={store}
          ownLikes={ownLikes}
          hasDanmaku={hasDanmaku}
          onDanmaku={toggleDanmaku}
          onBag={() => setOpen("bag")}
          onLike={like}
        />
      </div>
      <div ref={hearts} className={styles.hearts} aria-hidden="true" />
      <Sheets store={store} open={open} onClose={() => setOpen(undefined)} tally={tally} onBuy={buy} />
    </main>
  );
}

type SheetsProps = {
  readonly store: RoomStore;
  readonly tally: ReturnType<typeof useTally>;
  readonly open: Open;
  readonly onClose: () => void;
  readonly onBuy: (product: Product) => void;
};

function Sheets({ store, tally, open, onClose, onBuy }: SheetsProps) {
  const joinCode = useRoom(store, (room) => room.joinCode);
  const runSheet = useRoom(store, (room) => room.runSheet);
  const showId = store.get().show.id;
  if (open === undefined) return null;
  if (open === "bag") return <BagSheet store={store} tally={tally} onBuy={onBuy} onClose={onClose} />;
  if (open === "join")
    return joinCode === undefined ? null : (
      <JoinSheet joinCode={joinCode} showId={showId} onClose={onClose} />
    );
  // The run-sheet has the stock of this moment.
  const product = runSheet.find((line) => line.product.id === open.id)?.product ?? open;
  return <BuySheet key={open.id} product={product} showId={showId} onClose={onClose} />;
}

/** Who asked their system for less motion gets none flying by, unless they switch it on. */
function useDanmakuChoice(): readonly [boolean, () => void] {
  const [isOn, setIsOn] = useState(
    () => recallChoice() ?? !matchMedia("(prefers-reduced-motion: reduce)").matches,
  );
  const toggle = () => {
    keep(danmakuKey, !isOn);
    setIsOn(!isOn);
  };
  return [isOn, toggle];
}

function recallChoice(): boolean | undefined {
  const kept = recall(danmakuKey);
  return typeof kept === "boolean" ? kept : undefined;
}

function useTitle(title: string): void {
  const before = useRef(document.title);
  useEffect(() => {
    const kept = before.current;
    document.title = title;
    return () => {
      document.title = kept;
    };
  }, [title]);
}
