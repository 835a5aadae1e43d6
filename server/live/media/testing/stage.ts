/** An engine with clients around it, for tests over real UDP; everything is closed at the end. */
import { expect } from "vitest";
import { type MediaFact, type MediaLimits, type OwnMediaEngine, startMediaEngine } from "../index.ts";
import type { LossyLine } from "./lossy-line.ts";
import { type TestPublisher, type TestViewer, playPicture, publishPicture } from "./wrtc-client.ts";

export type Stage = {
  readonly engine: OwnMediaEngine;
  publish(
    streamId: string,
    brightness: number,
    line?: LossyLine,
  ): Promise<{ publisher: TestPublisher; sessionId: string }>;
  play(streamId: string, line?: LossyLine): Promise<TestViewer>;
  /** Resolves when the fact has been told. */
  told(type: MediaFact["type"], streamId: string): Promise<void>;
  statsOf(
    streamId: string,
  ): Promise<Awaited<ReturnType<OwnMediaEngine["stats"]>>["streams"][number] | undefined>;
  close(): Promise<void>;
};

export async function raiseStage(limits: Partial<MediaLimits> = {}): Promise<Stage> {
  const engine = await startMediaEngine({ announcedAddresses: ["127.0.0.1"], udpPort: 0, limits });
  const facts: MediaFact[] = [];
  const clients: { close(): void }[] = [];
  engine.on((fact) => facts.push(fact));
  const over = (line: LossyLine | undefined, answerSdp: string) => line?.through(answerSdp) ?? answerSdp;
  return {
    engine,
    publish: async (streamId, brightness, line) => {
      let sessionId = "";
      const publisher = await publishPicture(async (offerSdp) => {
        const session = await engine.publish({ streamId, offerSdp });
        sessionId = session.sessionId;
        return over(line, session.answerSdp);
      }, brightness);
      clients.push(publisher);
      return { publisher, sessionId };
    },
    play: async (streamId, line) => {
      const viewer = await playPicture(async (offerSdp) =>
        over(line, (await engine.play({ streamId, offerSdp })).answerSdp),
      );
      clients.push(viewer);
      return viewer;
    },
    told: async (type, streamId) => {
      const isTold = () => facts.some((fact) => fact.type === type && fact.streamId === streamId);
      await expect.poll(isTold, { timeout: 15_000 }).toBe(true);
    },
    statsOf: async (streamId) =>
      (await engine.stats()).streams.find((stream) => stream.streamId === streamId),
    close: async () => {
      for (const client of clients) client.close();
      await engine.close();
    },
  };
}
