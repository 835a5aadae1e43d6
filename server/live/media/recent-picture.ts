/** The picture since its last key frame, for viewers who join now, and whether asking for a new key frame is worth it. */
import type { MediaPacket } from "./media-packet.ts";
import { createPacketHistory } from "./nack.ts";

/** A publisher that answers requests gives a key frame within this time. */
const answerWithinMs = 1000;

/**
 * How many packets may be replayed to one who joins: few when a fresh key frame can be had instead, more when the publisher
 * sends key frames only by its own measure (as OBS does).
 */
const mostReplayed = { whenAnswering: 150, whenNot: 700 };

export type RecentPicture = {
  add(packet: MediaPacket, at: number): void;
  get(sequence: number): MediaPacket | undefined;
  /** Another publication begins. */
  clear(): void;
  noteRequest(at: number): void;
  /** What to begin with, oldest first; empty when the last key frame is too long ago or unknown. */
  sinceKeyFrame(): readonly MediaPacket[];
};

export function createRecentPicture(size: number): RecentPicture {
  const history = createPacketHistory<MediaPacket>(size);
  let keyFrame: { sequence: number; timestamp: number } | undefined;
  let newest = -1;
  let askedAt = Number.NaN;
  let answers = true;
  const judgePublisher = (isKeyFrame: boolean, at: number) => {
    if (Number.isNaN(askedAt)) return;
    const late = at - askedAt > answerWithinMs;
    if (!isKeyFrame && !late) return;
    answers = !late;
    askedAt = Number.NaN;
  };
  return {
    add: (packet, at) => {
      history.add(packet);
      newest = Math.max(newest, packet.sequence);
      if (!packet.keyFrame) return judgePublisher(false, at);
      // A key frame has several packets that look like its beginning; the earliest counts, also when it came late.
      if (packet.timestamp === keyFrame?.timestamp) {
        if (packet.sequence < keyFrame.sequence) keyFrame = packet;
      } else if (packet.sequence > (keyFrame?.sequence ?? -1)) {
        keyFrame = packet;
        judgePublisher(true, at);
      }
    },
    get: (sequence) => history.get(sequence),
    clear: () => {
      history.clear();
      keyFrame = undefined;
      newest = -1;
      askedAt = Number.NaN;
      answers = true;
    },
    noteRequest: (at) => {
      if (Number.isNaN(askedAt)) askedAt = at;
    },
    sinceKeyFrame: () => {
      const length = keyFrame === undefined ? 0 : newest - keyFrame.sequence + 1;
      if (keyFrame === undefined || length > (answers ? mostReplayed.whenAnswering : mostReplayed.whenNot))
        return [];
      const from = keyFrame.sequence;
      return Array.from({ length }, (_, index) => history.get(from + index)).filter(
        (packet) => packet !== undefined,
      );
    },
  };
}
