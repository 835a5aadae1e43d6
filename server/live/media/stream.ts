/** One stream: at most one publisher, any number of viewers, and the recent packets both repairs and joins live on. */
import type { MediaPacket, TimedReport } from "./media-packet.ts";
import { createPacketHistory } from "./nack.ts";
import type { MediaKind } from "./negotiate.ts";
import type { Publisher } from "./publisher.ts";
import { createRecentPicture } from "./recent-picture.ts";
import type { Viewer } from "./viewer.ts";

const historyPackets: Readonly<Record<MediaKind, number>> = { video: 1024, audio: 256 };

/** Key frames are dear: not more often than this, however many viewers ask. */
const keyFrameEveryMs = 500;

export type Stream = {
  readonly viewers: ReadonlySet<Viewer>;
  publisher(): Publisher | undefined;
  setPublisher(publisher: Publisher | undefined): void;
  addViewer(viewer: Viewer): void;
  /** The viewer's connection stands: let the picture begin. */
  startViewer(viewer: Viewer): void;
  removeViewer(viewer: Viewer): void;
  /** A packet of the publisher, to all. */
  forward(packet: MediaPacket): void;
  forwardReport(report: TimedReport): void;
  find(kind: MediaKind, sequence: number): MediaPacket | undefined;
  /** Asks the publisher for a key frame, now or as soon as the last request is old enough. */
  requestKeyFrame(): void;
  /** Every tick. */
  tick(at: number): void;
  /** Once a second: who waits for a publisher hears that the path stands; for whoever waits for a picture, it is asked for. */
  lookAfterViewers(): void;
  counters(): { readonly keyFrameRequests: number; readonly departed: DepartedCounters };
};

/** What viewers who left had received, so that a stream's totals never fall. */
type DepartedCounters = { readonly packets: number; readonly bytes: number; readonly repeats: number };

export function createStream(now: () => number): Stream {
  const viewers = new Set<Viewer>();
  const sound = createPacketHistory<MediaPacket>(historyPackets.audio);
  const picture = createRecentPicture(historyPackets.video);
  const reports = new Map<MediaKind, TimedReport>();
  const newest: Partial<Record<MediaKind, MediaPacket>> = {};
  let publisher: Publisher | undefined;
  let keyFrameWanted = false;
  let keyFrameAskedAt = -Infinity;
  let keyFrameRequests = 0;
  let departed: DepartedCounters = { packets: 0, bytes: 0, repeats: 0 };

  const askForKeyFrame = (at: number) => {
    if (!keyFrameWanted || publisher === undefined || at - keyFrameAskedAt < keyFrameEveryMs) return;
    keyFrameWanted = false;
    keyFrameAskedAt = at;
    keyFrameRequests += 1;
    picture.noteRequest(at);
    publisher.requestKeyFrame();
  };

  const requestKeyFrame = () => {
    keyFrameWanted = true;
    askForKeyFrame(now());
  };

  const startSource = (packet: MediaPacket) => {
    if (packet.kind === "audio") sound.clear();
    else picture.clear();
    reports.delete(packet.kind);
    // Whoever waited for a publisher waits for its first key frame now; it may have been sent before we listened.
    if (packet.kind === "video" && !packet.keyFrame) keyFrameWanted = true;
  };

  return {
    viewers,
    publisher: () => publisher,
    setPublisher: (next) => {
      publisher = next;
      keyFrameWanted = false;
      keyFrameAskedAt = -Infinity;
    },
    addViewer: (viewer) => viewers.add(viewer),
    startViewer: (viewer) => {
      const at = now();
      viewer.start();
      viewer.replay(picture.sinceKeyFrame(), at);
      if (newest.video === undefined || viewer.awaits(newest.video)) requestKeyFrame();
      else reports.forEach((timed) => viewer.forwardReport(timed, at));
    },
    removeViewer: (viewer) => {
      if (!viewers.delete(viewer)) return;
      const { packets, bytes, repeats } = viewer.counters();
      departed = {
        packets: departed.packets + packets,
        bytes: departed.bytes + bytes,
        repeats: departed.repeats + repeats,
      };
    },
    forward: (packet) => {
      if (newest[packet.kind]?.source !== packet.source) startSource(packet);
      newest[packet.kind] = packet;
      const at = now();
      if (packet.kind === "audio") sound.add(packet);
      else picture.add(packet, at);
      for (const viewer of viewers) {
        const begins = packet.keyFrame && packet.kind === "video" && viewer.awaits(packet);
        viewer.forward(packet, at);
        if (begins) reports.forEach((timed) => viewer.forwardReport(timed, at));
      }
    },
    forwardReport: (timed) => {
      reports.set(timed.kind, timed);
      const at = now();
      for (const viewer of viewers) viewer.forwardReport(timed, at);
    },
    find: (kind, sequence) => (kind === "audio" ? sound : picture).get(sequence),
    requestKeyFrame,
    tick: (at) => {
      publisher?.repair(at);
      askForKeyFrame(at);
    },
    lookAfterViewers: () => {
      const { video } = newest;
      // A request for a key frame may be lost like any other packet.
      if (video !== undefined && [...viewers].some((viewer) => viewer.awaits(video))) keyFrameWanted = true;
      if (publisher === undefined) for (const viewer of viewers) viewer.keepAlive();
    },
    counters: () => ({ keyFrameRequests, departed }),
  };
}
