import { expect, test } from "vitest";
import { repairSound } from "./media-offer.ts";

test("lost sound is asked for again, whatever number Opus has", () => {
  const sdp = "m=audio 9 UDP/TLS/RTP/SAVPF 109\r\na=rtpmap:109 opus/48000/2\r\na=fmtp:109 useinbandfec=1\r\n";
  const repaired =
    "m=audio 9 UDP/TLS/RTP/SAVPF 109\r\na=rtpmap:109 opus/48000/2\r\na=rtcp-fb:109 nack\r\na=fmtp:109 useinbandfec=1\r\n";
  expect(repairSound(sdp)).toBe(repaired);
  expect(repairSound(repaired)).toBe(repaired);
});

test("an offer without Opus stays as it is", () => {
  expect(repairSound("m=video 9 UDP/TLS/RTP/SAVPF 96\r\n")).toBe("m=video 9 UDP/TLS/RTP/SAVPF 96\r\n");
});
