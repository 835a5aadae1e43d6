import { createSocket } from "node:dgram";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createLossyLine } from "./testing/lossy-line.ts";
import { browserOffer } from "./testing/offers.ts";
import { type Stage, raiseStage } from "./testing/stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await raiseStage({ giveWayAfterMs: 1000, silenceMs: 4000, connectWithinMs: 4000 });
});
afterAll(() => stage.close());

test("a viewer sees and hears what is published, and sees it again after the publisher came back", async () => {
  const first = await stage.publish("show", 60);
  await stage.told("stream.started", "show");
  const viewer = await stage.play("show");
  await Promise.all([viewer.sees(60), viewer.hears()]);
  await stage.told("viewer.joined", "show");

  await stage.engine.end(first.sessionId);
  await stage.told("stream.ended", "show");
  first.publisher.close();
  await stage.publish("show", 200);
  await viewer.sees(200);
  expect(await stage.statsOf("show")).toMatchObject({ publishing: true, viewers: 1 });
}, 30_000);

test("a stream nobody publishes is not on air", async () => {
  await expect(stage.play("nobody")).rejects.toMatchObject({ code: "not_on_air" });
});

test("a second publisher is refused while the first one sends", async () => {
  await stage.publish("taken", 100);
  await stage.told("stream.started", "taken");
  await expect(stage.publish("taken", 100)).rejects.toMatchObject({ code: "media_busy" });
}, 30_000);

test("kicking a stream ends its publisher and its viewers", async () => {
  await stage.publish("kicked", 100);
  await stage.told("stream.started", "kicked");
  const viewer = await stage.play("kicked");
  await viewer.sees(100);
  await stage.engine.kick("kicked");
  await stage.told("stream.ended", "kicked");
  await stage.told("viewer.left", "kicked");
  await expect(stage.play("kicked")).rejects.toMatchObject({ code: "not_on_air" });
}, 30_000);

test("a viewer who goes away is missed at once", async () => {
  await stage.publish("left", 100);
  await stage.told("stream.started", "left");
  const viewer = await stage.play("left");
  await viewer.sees(100);
  viewer.close();
  await stage.told("viewer.left", "left");
  expect(await stage.statsOf("left")).toMatchObject({ viewers: 0 });
}, 30_000);

describe("on a bad line", () => {
  test("what is lost on the way in and on the way out is sent again", async () => {
    const wayIn = await createLossyLine(stage.engine.udpPort, 12);
    const wayOut = await createLossyLine(stage.engine.udpPort, 12);
    await stage.publish("lossy", 60, wayIn);
    await stage.told("stream.started", "lossy");
    const viewer = await stage.play("lossy", wayOut);
    await viewer.sees(60);
    await expect
      .poll(async () => await stage.statsOf("lossy"), { timeout: 10_000 })
      .toMatchObject({
        repairsIn: expect.toSatisfy((n: number) => n > 5) as number,
        repairsOut: expect.toSatisfy((n: number) => n > 5) as number,
      });
    const before = Number((await viewer.inboundVideo())["framesDecoded"]);
    await expect
      .poll(async () => Number((await viewer.inboundVideo())["framesDecoded"]), { timeout: 10_000 })
      .toBeGreaterThan(before + 20);
    wayIn.close();
    wayOut.close();
  }, 40_000);

  test("a viewer who falls silent is given up, and so is a publisher", async () => {
    const line = await createLossyLine(stage.engine.udpPort, 0);
    await stage.publish("silent", 100, line);
    await stage.told("stream.started", "silent");
    const viewer = await stage.play("silent", line);
    await viewer.sees(100);
    line.cut();
    await stage.told("viewer.left", "silent");
    await stage.told("stream.ended", "silent");
    expect(await stage.statsOf("silent")).toMatchObject({ publishing: false, viewers: 0 });
    line.close();
  }, 40_000);

  test("a session that never connects is forgotten, and does not keep a new publisher out for long", async () => {
    await stage.engine.publish({ streamId: "never", offerSdp: browserOffer("sendonly") });
    await expect
      .poll(
        () =>
          stage.publish("never", 100).then(
            () => true,
            () => false,
          ),
        { timeout: 10_000 },
      )
      .toBe(true);
    await stage.told("stream.started", "never");
  }, 30_000);
});

test("no datagram from anyone disturbs a running stream", async () => {
  await stage.publish("robust", 100);
  await stage.told("stream.started", "robust");
  const viewer = await stage.play("robust");
  await viewer.sees(100);
  const stranger = createSocket("udp4");
  const send = (datagram: Uint8Array) =>
    new Promise((resolve) => stranger.send(datagram, stage.engine.udpPort, "127.0.0.1", resolve));
  const datagram = fc
    .tuple(fc.constantFrom(0, 1, 20, 22, 23, 63, 64, 128, 144, 200, 255), fc.uint8Array({ maxLength: 300 }))
    .map(([first, rest]) => Uint8Array.from([first, ...rest]));
  for (const bytes of fc.sample(datagram, 500)) await send(bytes);
  stranger.close();
  const before = Number((await viewer.inboundVideo())["framesDecoded"]);
  await expect
    .poll(async () => Number((await viewer.inboundVideo())["framesDecoded"]), { timeout: 10_000 })
    .toBeGreaterThan(before);
  expect(await stage.statsOf("robust")).toMatchObject({ publishing: true, viewers: 1 });
}, 30_000);
