import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { RefrainError } from "../../platform/errors.ts";
import { writeAnswer } from "./answer.ts";
import { type Role, negotiate } from "./negotiate.ts";
import { parseOffer } from "./sdp.ts";
import { browserOffer, studioOffer } from "./testing/offers.ts";

function answer(offer: string, role: Role): string[] {
  const text = writeAnswer({
    negotiated: negotiate(parseOffer(offer), role),
    role,
    originId: "42",
    iceUfrag: "ours",
    icePwd: "password",
    fingerprint: "CD:CD",
    candidates: [
      { address: "127.0.0.1", port: 4000 },
      { address: "192.0.2.7", port: 4000 },
    ],
    sources: { audio: { ssrc: 10, repeatSsrc: 11 }, video: { ssrc: 20, repeatSsrc: 21 } },
  });
  return text.split("\r\n");
}

const without = (offer: string, ...lines: string[]) =>
  offer
    .split("\r\n")
    .filter((line) => !lines.includes(line))
    .join("\r\n");

describe("a publisher", () => {
  test("from a browser is asked for H.264 baseline and Opus, with repairs and feedback", () => {
    const lines = answer(browserOffer("sendonly"), "publisher");
    expect(lines.filter((line) => line.startsWith("m="))).toEqual([
      "m=audio 9 UDP/TLS/RTP/SAVPF 111",
      "m=video 9 UDP/TLS/RTP/SAVPF 104 105",
    ]);
    for (const line of [
      "a=ice-lite",
      "a=group:BUNDLE 0 1",
      "a=setup:passive",
      "a=recvonly",
      "a=rtcp-fb:111 nack",
      "a=rtcp-fb:104 transport-cc",
      "a=rtpmap:104 H264/90000",
      "a=fmtp:105 apt=104",
      "a=candidate:1 1 udp 2130706431 127.0.0.1 4000 typ host",
    ]) {
      expect(lines).toContain(line);
    }
  });

  test("from a broadcasting program may send what it has: high profile, no repeats", () => {
    const lines = answer(studioOffer(), "publisher");
    expect(lines).toContain("m=video 9 UDP/TLS/RTP/SAVPF 96");
    expect(lines).toContain("a=group:BUNDLE audio video");
    expect(lines).not.toContain("a=rtcp-fb:96 goog-remb");
  });

  test("keeps only the header extension we read", () => {
    const extensions = answer(browserOffer("sendonly"), "publisher").filter((line) =>
      line.startsWith("a=extmap"),
    );
    expect(new Set(extensions)).toEqual(
      new Set(["a=extmap:3 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01"]),
    );
  });

  test("without H.264 sends VP8", () => {
    const vp8 = browserOffer("sendonly").replaceAll("H264/90000", "H266/90000");
    expect(answer(vp8, "publisher")).toContain("m=video 9 UDP/TLS/RTP/SAVPF 96 97");
  });

  test("may send sound alone; what is not used is refused in its place", () => {
    const sound = browserOffer("sendonly").replace("m=video 9", "m=video 0");
    const lines = answer(sound, "publisher");
    expect(lines).toContain("a=group:BUNDLE 0");
    expect(lines.filter((line) => line.startsWith("m="))[1]).toMatch(/^m=video 0 /);
  });
});

test("a viewer can be sent either picture format and learns the sources", () => {
  const lines = answer(browserOffer("recvonly"), "viewer");
  for (const line of [
    "m=video 9 UDP/TLS/RTP/SAVPF 104 105 96 97",
    "a=sendonly",
    "a=ssrc-group:FID 20 21",
    "a=ssrc:10 cname:refrain",
    "a=extmap:5 http://www.webrtc.org/experiments/rtp-hdrext/playout-delay",
  ]) {
    expect(lines).toContain(line);
  }
});

describe("an offer that cannot be used is refused with its line", () => {
  const offer = browserOffer("sendonly");
  const lineOf = (start: string) => offer.split("\r\n").findIndex((line) => line.startsWith(start)) + 1;
  const sound = lineOf("m=audio");
  test.each([
    ["nothing at all", "", 1],
    ["not SDP", "<html>", 1],
    ["no media", "v=0\r\ns=-\r\n", 2],
    ["a port that is no number", offer.replace("m=audio 9", "m=audio nine"), sound],
    ["plain RTP", offer.replaceAll("UDP/TLS/RTP/SAVPF", "RTP/AVP"), sound],
    ["no rtcp-mux", without(offer, "a=rtcp-mux"), sound],
    ["no ICE password", without(offer, "a=ice-pwd:abcdefghijklmnopqrstuv"), sound],
    ["no bundle", without(offer, "a=group:BUNDLE 0 1"), sound - 1],
    ["a passive client", offer.replaceAll("actpass", "passive"), sound],
    ["a weak fingerprint", offer.replaceAll("sha-256", "sha-1"), lineOf("a=fingerprint")],
    ["a payload type out of range", offer.replace("SAVPF 111 0", "SAVPF 111 200"), sound],
    ["a viewer's offer", browserOffer("recvonly"), sound],
  ])("%s", (_name: string, bad: string, line: number) => {
    const expected = {
      code: "invalid_input",
      details: [{ path: `sdp line ${line}`, message: expect.any(String) as string }],
    };
    expect(() => negotiate(parseOffer(bad), "publisher")).toThrow(expect.objectContaining(expected) as Error);
  });

  test("formats nobody here can play", () => {
    const exotic = offer.replaceAll(/ (?:opus|VP8|H264|VP9)\//g, " exotic/");
    const expected = expect.objectContaining({ code: "unsupported_format" }) as Error;
    expect(() => negotiate(parseOffer(exotic), "publisher")).toThrow(expected);
  });
});

function answeredOrRefused(offer: string): boolean {
  try {
    return answer(offer, "publisher")[0] === "v=0";
  } catch (error) {
    return error instanceof RefrainError;
  }
}

test("whatever is cut, swapped or typed over, an offer is answered or refused by a code of the contract", () => {
  const lines = browserOffer("sendonly").split("\r\n");
  const mangled = fc
    .record({
      kept: fc.subarray(lines, { minLength: lines.length - 5 }),
      noise: fc.string({ maxLength: 40 }),
      at: fc.nat(lines.length),
    })
    .map(({ kept, noise, at }) => [...kept.slice(0, at), noise, ...kept.slice(at)].join("\r\n"));
  fc.assert(
    fc.property(fc.oneof(mangled, fc.string()), (offer) => {
      expect(answeredOrRefused(offer)).toBe(true);
    }),
    { numRuns: 500 },
  );
});
