import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { MediaPacket } from "./media-packet.ts";
import type { TakenFormat } from "./negotiate.ts";
import { type OutgoingTrack, createOutgoingTrack } from "./outgoing-track.ts";
import { createRecentPicture } from "./recent-picture.ts";
import { readRtcp } from "./rtcp.ts";
import { readRtpHeader } from "./rtp.ts";

const payload = (payloadType: number, name: string): TakenFormat["payload"] => ({
  payloadType,
  name,
  clockRate: 90_000,
  rate: "90000",
  parameters: new Map(),
  parametersText: "",
  feedback: [],
});
const vp8: TakenFormat = { codec: "VP8", payload: payload(96, "vp8"), repeat: payload(97, "rtx") };

type Sent = {
  readonly index: number;
  readonly timestamp: number;
  readonly payloadType: number;
  readonly body: string;
};

function viewerTrack(formats: readonly TakenFormat[] = [vp8]): { track: OutgoingTrack; sent: Sent[] } {
  const sent: Sent[] = [];
  const track = createOutgoingTrack({
    kind: "video",
    ssrc: 1,
    repeatSsrc: 2,
    formats,
    cname: "refrain",
    send: (packet, headerLength, index) => {
      const { timestamp, payloadType } = readRtpHeader(packet)!;
      sent.push({ index, timestamp, payloadType, body: packet.toString("latin1", headerLength) });
    },
  });
  return { track, sent };
}

function packet(source: number, sequence: number, more: Partial<MediaPacket> = {}): MediaPacket {
  return {
    kind: "video",
    codec: "VP8",
    source,
    sequence,
    timestamp: sequence * 3000,
    marker: true,
    keyFrame: false,
    payload: Buffer.from(`${source}/${sequence}`),
    ...more,
  };
}

const key = { keyFrame: true };

describe("a viewer's picture", () => {
  test("begins with a key frame and has no gap, also when another publisher takes over", () => {
    const { track, sent } = viewerTrack();
    track.forward(packet(1, 500), 0);
    expect(sent).toEqual([]);
    [packet(1, 501, key), packet(1, 502)].forEach((next, index) => track.forward(next, index * 33));
    expect(track.awaits(packet(1, 503))).toBe(false);
    expect(track.awaits(packet(2, 1))).toBe(true);
    track.forward(packet(2, 9_000_000), 1000);
    [packet(2, 9_000_001, key), packet(2, 9_000_002)].forEach((next, index) =>
      track.forward(next, 1033 + index * 33),
    );
    const first = sent[0]!.index;
    expect(sent.map(({ index }) => index - first)).toEqual([0, 1, 2, 3]);
    expect(sent.map(({ body }) => body)).toEqual(["1/501", "1/502", "2/9000001", "2/9000002"]);
  });

  test("keeps the time that passed between two publishers", () => {
    const { track, sent } = viewerTrack();
    track.forward(packet(1, 1, key), 0);
    track.forward(packet(2, 777, key), 10_000);
    expect((sent[1]!.timestamp - sent[0]!.timestamp) >>> 0).toBe(900_000);
  });

  test("is not disturbed by what a former publisher sent late", () => {
    const { track, sent } = viewerTrack();
    track.forward(packet(1, 1, key), 0);
    track.forward(packet(2, 1, key), 10);
    track.forward(packet(1, 2, key), 20);
    expect(sent).toHaveLength(2);
  });

  test("never uses one packet index for two different packets, whatever comes", () => {
    const step = fc.record({
      takeOver: fc.boolean(),
      move: fc.integer({ min: -5, max: 20 }),
      keyFrame: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 100 }), (steps) => {
        const { track, sent } = viewerTrack([{ ...vp8, repeat: undefined }]);
        let [source, sequence, at] = [1, 1000, 0];
        const packets = new Map<number, MediaPacket>();
        for (const { takeOver, move, keyFrame } of steps) {
          if (takeOver) packets.clear();
          if (takeOver) source += 1;
          sequence += move;
          at += 10;
          const next = packets.get(sequence) ?? packet(source, sequence, { keyFrame });
          packets.set(sequence, next);
          track.forward(next, at);
          track.repeat((sent.at(-1)?.index ?? 0) & 0xffff, (wanted) => packets.get(wanted));
        }
        const bodies = new Map(sent.map(({ index, body }) => [index, body]));
        expect(sent.filter(({ index, body }) => bodies.get(index) !== body)).toEqual([]);
      }),
    );
  });
});

describe("a packet the viewer missed", () => {
  test("is sent again under its own source, naming its number", () => {
    const { track, sent } = viewerTrack();
    const packets = [packet(1, 10, key), packet(1, 11)];
    packets.forEach((next) => track.forward(next, 0));
    const missed = sent[1]!;
    expect(track.repeat(missed.index & 0xffff, (sequence) => packets[sequence - 10])).toBe(true);
    const number = Buffer.from([missed.index >> 8, missed.index & 0xff]).toString("latin1");
    expect(sent[2]).toMatchObject({ payloadType: 97, timestamp: missed.timestamp, body: `${number}1/11` });
  });

  test("is not sent when it is from before the viewer's time", () => {
    const { track, sent } = viewerTrack();
    track.forward(packet(1, 10, key), 0);
    expect(track.repeat((sent[0]!.index - 1) & 0xffff, (sequence) => packet(1, sequence))).toBe(false);
  });
});

test("a joining viewer's past is drawn together in time and ends where the present goes on", () => {
  const { track, sent } = viewerTrack();
  track.replay([packet(1, 1, key), packet(1, 2), packet(1, 3), packet(1, 4)], 0);
  track.forward(packet(1, 5), 33);
  const steps = sent.slice(1).map(({ timestamp }, index) => (timestamp - sent[index]!.timestamp) >>> 0);
  expect(steps).toEqual([93, 94, 94, 3000]);
});

test("a sender report speaks of the viewer's own timestamps", () => {
  const { track, sent } = viewerTrack();
  track.forward(packet(1, 1, { ...key, timestamp: 5000 }), 0);
  const report = { ssrc: 99, ntpSeconds: 1000, ntpFraction: 2 ** 31, rtpTimestamp: 5000 };
  const [fact] = readRtcp(track.senderReport({ kind: "video", source: 1, report, at: 0 }, 500)!);
  expect(fact).toMatchObject({
    ssrc: 1,
    ntpSeconds: 1001,
    ntpFraction: 0,
    rtpTimestamp: (sent[0]!.timestamp + 45_000) >>> 0,
  });
  expect(track.senderReport({ kind: "video", source: 2, report, at: 0 }, 0)).toBeUndefined();
});

test("a viewer that cannot play the format is sent nothing", () => {
  const { track, sent } = viewerTrack();
  const h264 = packet(1, 1, { ...key, codec: "H264" });
  track.forward(h264, 0);
  expect(sent).toEqual([]);
  expect(track.awaits(h264)).toBe(false);
});

describe("what a joining viewer begins with", () => {
  const feed = (from: number, to: number, at = 0) => {
    const recent = createRecentPicture(1024);
    for (let sequence = from; sequence <= to; sequence += 1)
      recent.add(packet(1, sequence, { keyFrame: sequence === from }), at);
    return recent;
  };

  test("is everything since the last key frame", () => {
    const recent = feed(10, 20);
    recent.add(packet(1, 21, key), 0);
    recent.add(packet(1, 22), 0);
    expect(recent.sinceKeyFrame().map(({ sequence }) => sequence)).toEqual([21, 22]);
  });

  test("is nothing when a fresh key frame is the quicker way", () => {
    expect(feed(1, 400).sinceKeyFrame()).toEqual([]);
  });

  test("is more when the publisher does not answer requests for key frames", () => {
    const recent = feed(1, 399);
    recent.noteRequest(0);
    recent.add(packet(1, 400), 2000);
    expect(recent.sinceKeyFrame()).toHaveLength(400);
  });
});
