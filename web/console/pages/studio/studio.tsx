import { Link, useParams } from "@tanstack/react-router";
import { Grid, Tabs } from "antd";
import { useState } from "react";
import {
  ErrorNote,
  LanguageSwitch,
  LogoMark,
  PlaceProvider,
  Skeleton,
  useFormat,
  useLocalText,
  usePageTitle,
  useText,
} from "../../../ui/index.ts";
import { useLiveStatus } from "../../live.ts";
import { useMay, useSession } from "../../session.ts";
import { StudioAppearance } from "../../theme/studio-appearance.tsx";
import { Chat } from "./chat/chat.tsx";
import { AirState } from "./room/air-state.tsx";
import { RoomFigures } from "./room/figures.tsx";
import { ReturningList } from "./room/returning.tsx";
import { RunSheet } from "./room/run-sheet.tsx";
import { type Room, useRoom } from "./room/use-room.ts";
import { Stage } from "./picture/stage.tsx";
import { recallSource } from "./picture/sources.ts";
import { SalesPanel } from "./sales/sales-panel.tsx";
import { useBroadcast } from "./picture/use-broadcast.ts";
import { type Source, useSource } from "./picture/sources.ts";
import styles from "./studio.module.css";
import { studioText } from "./text.ts";

/** The host's desk: picture in the middle, run-sheet and chat beside it; on a phone one below the other. */
export function StudioPage() {
  const { showId } = useParams({ from: "/studio/$showId" });
  const shop = useSession()?.shop;
  const { room, answer } = useRoom(showId);
  const desk =
    room === undefined ? (
      <div className={styles.waiting}>
        {answer.error === null ? (
          <Skeleton shape="row" count={4} />
        ) : (
          <ErrorNote error={answer.error} onRetry={() => void answer.refetch()} />
        )}
      </div>
    ) : (
      <Desk key={showId} showId={showId} room={room} onChanged={() => void answer.refetch()} />
    );
  return (
    <StudioAppearance>
      {shop === undefined ? (
        desk
      ) : (
        <PlaceProvider timeZone={shop.timeZone} currency={shop.currency}>
          {desk}
        </PlaceProvider>
      )}
    </StudioAppearance>
  );
}

type DeskProps = { readonly showId: string; readonly room: Room; readonly onChanged: () => void };

function Desk({ showId, room, onChanged }: DeskProps) {
  const t = useText(studioText);
  const local = useLocalText();
  const wide = Grid.useBreakpoint().lg ?? true;
  const { show } = room.state;
  usePageTitle(local(show.title));
  const [source, setSource] = useState<Source | undefined>(() => recallSource(showId));
  const [sending, setSending] = useState(() => recallSource(showId) !== undefined);
  const { stream, trouble } = useSource(source, { title: local(show.title), note: t("generatedNote") });
  const broadcast = useBroadcast(showId, stream, sending && show.status === "on_air");
  const mayHost = useMay()("shows.host");
  const stage = mayHost && (
    <Stage
      {...{ showId, show, source, stream, trouble, broadcast, sending, onChanged }}
      onSource={setSource}
      onSending={setSending}
    />
  );
  const sheet = <RunSheet showId={showId} state={room.state} />;
  const chat = <Chat showId={showId} messages={room.chat} onAir={show.status === "on_air"} />;
  const sales = <SalesPanel showId={showId} state={room.state} />;
  const returning = <ReturningList returning={room.returning} />;
  return (
    <div className={styles.desk} data-on-air={show.status === "on_air"}>
      <Bar room={room} />
      {wide ? (
        <>
          <section className={styles.left} aria-label={t("products")}>
            {sheet}
            {sales}
            {returning}
          </section>
          <main id="content" className={styles.middle}>
            <RoomFigures figures={room.figures} />
            {stage}
          </main>
          <section className={styles.right} aria-label={t("chat")}>
            {chat}
          </section>
        </>
      ) : (
        <main id="content" className={styles.phone}>
          {stage}
          <RoomFigures figures={room.figures} />
          <Tabs
            className={styles.tabs ?? ""}
            centered
            items={[
              { key: "chat", label: t("chat"), children: chat },
              { key: "products", label: t("products"), children: sheet },
              { key: "sales", label: t("flashSales"), children: sales },
              {
                key: "returning",
                label: `${t("returning")} ${room.returning.length || ""}`,
                children: returning,
              },
            ]}
          />
        </main>
      )}
    </div>
  );
}

function Bar({ room }: { readonly room: Room }) {
  const t = useText(studioText);
  const local = useLocalText();
  const format = useFormat();
  const status = useLiveStatus();
  const { show } = room.state;
  return (
    <header className={styles.bar}>
      <LogoMark size={26} />
      <h1>{local(show.title)}</h1>
      {show.status === "planned" && (
        <small className={styles.planned}>
          {t("startsAt", { at: format.date(show.startsAt, "moment") })}
        </small>
      )}
      {status === "waiting" && <span className={styles.lost}>{t("newsLost")}</span>}
      <AirState show={show} />
      <LanguageSwitch />
      <Link to="/shows">{t("leave")}</Link>
    </header>
  );
}
