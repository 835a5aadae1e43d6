import { afterAll, beforeAll, expect, test } from "vitest";
import { type MediaFact, type OwnMediaEngine, machineAddresses, startMediaEngine } from "./index.ts";
import { type TestViewer, playPicture, publishPicture } from "./testing/wrtc-client.ts";

let engine: OwnMediaEngine;
const facts: MediaFact[] = [];
const open: { close(): void }[] = [];

beforeAll(async () => {
  engine = await startMediaEngine({
    announcedAddresses: machineAddresses(),
    udpPort: 0,
    limits: { giveWayAfterMs: 200 },
  });
  engine.on((fact) => facts.push(fact));
});
afterAll(async () => {
  open.forEach((client) => client.close());
  await engine.close();
});

async function publish(streamId: string, brightness: number) {
  let sessionId = "";
  const publisher = await publishPicture(async (offerSdp) => {
    const session = await engine.publish({ streamId, offerSdp });
    sessionId = session.sessionId;
    return session.answerSdp;
  }, brightness);
  open.push(publisher);
  return { publisher, sessionId };
}

async function play(streamId: string): Promise<TestViewer> {
  const viewer = await playPicture(async (offerSdp) => (await engine.play({ streamId, offerSdp })).answerSdp);
  open.push(viewer);
  return viewer;
}

const told = (type: MediaFact["type"], streamId: string) =>
  expect
    .poll(() => facts.some((fact) => fact.type === type && fact.streamId === streamId), { timeout: 10_000 })
    .toBe(true);

test("a viewer sees and hears what is published, and sees it again after the publisher came back", async () => {
  const first = await publish("show", 60);
  await told("stream.started", "show");
  const viewer = await play("show");
  await Promise.all([viewer.sees(60), viewer.hears()]);
  await told("viewer.joined", "show");

  await engine.end(first.sessionId);
  await told("stream.ended", "show");
  first.publisher.close();
  await publish("show", 200);
  await viewer.sees(200);
  const { streams } = await engine.stats();
  expect(streams.find(({ streamId }) => streamId === "show")).toMatchObject({ publishing: true, viewers: 1 });
}, 30_000);

test("a stream nobody publishes is not on air", async () => {
  await expect(play("nobody")).rejects.toMatchObject({ code: "not_on_air" });
});

test("a second publisher is refused while the first one sends", async () => {
  await publish("taken", 100);
  await told("stream.started", "taken");
  await expect(publish("taken", 100)).rejects.toMatchObject({ code: "media_busy" });
});

test("kicking a stream ends its publisher and its viewers", async () => {
  await publish("kicked", 100);
  await told("stream.started", "kicked");
  const viewer = await play("kicked");
  await viewer.sees(100);
  await engine.kick("kicked");
  await told("stream.ended", "kicked");
  await told("viewer.left", "kicked");
  await expect(play("kicked")).rejects.toMatchObject({ code: "not_on_air" });
}, 30_000);

test("a viewer who goes away is missed at once", async () => {
  await publish("left", 100);
  await told("stream.started", "left");
  const viewer = await play("left");
  await viewer.sees(100);
  viewer.close();
  await told("viewer.left", "left");
}, 30_000);
