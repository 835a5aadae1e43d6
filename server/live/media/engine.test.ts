import { execFileSync } from "node:child_process";
import { createSocket } from "node:dgram";
import { expect, test } from "vitest";
import { startMediaEngine } from "./index.ts";
import { browserOffer } from "./testing/offers.ts";
import { raiseStage } from "./testing/stage.ts";

/** The media processes this test process has started. */
function mediaProcesses(): number[] {
  const listing = execFileSync("ps", ["-A", "-o", "pid=,ppid=,args="], { encoding: "utf8" });
  return listing.split("\n").flatMap((line) => {
    const [pid, parent] = line.trim().split(/\s+/).map(Number);
    return parent === process.pid && line.includes("core-process") && pid !== undefined ? [pid] : [];
  });
}

test("when the media process is lost its sessions are told to have ended, and a new one takes the same port", async () => {
  const stage = await raiseStage();
  const port = stage.engine.udpPort;
  await stage.publish("show", 100);
  await stage.told("stream.started", "show");
  const viewer = await stage.play("show");
  await viewer.sees(100);

  mediaProcesses().forEach((pid) => process.kill(pid, "SIGKILL"));
  await stage.told("stream.ended", "show");
  await stage.told("viewer.left", "show");
  const offer = { streamId: "show", offerSdp: browserOffer("sendonly") };
  await expect(stage.engine.publish(offer)).rejects.toMatchObject({ code: "unavailable" });

  await expect
    .poll(
      () =>
        stage.publish("again", 100).then(
          () => true,
          () => false,
        ),
      { timeout: 10_000 },
    )
    .toBe(true);
  await stage.told("stream.started", "again");
  expect(stage.engine.udpPort).toBe(port);
  await stage.close();
  expect(mediaProcesses()).toEqual([]);
}, 30_000);

test("a port that is taken is said at the start", async () => {
  const other = createSocket("udp4");
  await new Promise<void>((resolve) =>
    other.bind({ port: 0, address: "127.0.0.1", exclusive: true }, resolve),
  );
  const start = startMediaEngine({ announcedAddresses: ["127.0.0.1"], udpPort: other.address().port });
  await expect(start).rejects.toThrow("EADDRINUSE");
  other.close();
});

test("a full relay takes no further session", async () => {
  const engine = await startMediaEngine({
    announcedAddresses: ["127.0.0.1"],
    udpPort: 0,
    limits: { sessions: 1 },
  });
  await engine.publish({ streamId: "one", offerSdp: browserOffer("sendonly") });
  const second = engine.publish({ streamId: "two", offerSdp: browserOffer("sendonly") });
  await expect(second).rejects.toMatchObject({ code: "media_busy", status: 409 });
  await expect(engine.publish({ streamId: "three", offerSdp: "v=0" })).rejects.toMatchObject({
    code: "invalid_input",
  });
  await engine.close();
});
