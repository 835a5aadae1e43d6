/**
 * Decides what of an offer is taken: one sound and one picture at most, formats, feedback, extensions. Pure; the answer's
 * text is written in answer.ts.
 */
import { RefrainError } from "../../platform/errors.ts";
import type { Codec } from "./rtp.ts";
import { type Fingerprint, type MediaSection, type Offer, type Payload, offerProblem } from "./sdp.ts";

export const extensionUri = {
  transportSequence: "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01",
  playoutDelay: "http://www.webrtc.org/experiments/rtp-hdrext/playout-delay",
} as const;

export type MediaKind = "audio" | "video";

/** A payload type taken, with the one that repeats its lost packets. */
export type TakenFormat = {
  readonly codec: Codec;
  readonly payload: Payload;
  readonly repeat: Payload | undefined;
};

export type TakenSection = {
  readonly kind: MediaKind;
  readonly section: MediaSection;
  readonly formats: readonly TakenFormat[];
};

export type Negotiated = {
  readonly offer: Offer;
  readonly taken: readonly TakenSection[];
  readonly iceUfrag: string;
  readonly icePwd: string;
  readonly fingerprint: Fingerprint;
};

export type Role = "publisher" | "viewer";

/** Takes what can be taken of an offer, or says (invalid_input, unsupported_format) what is in the way. */
export function negotiate(offer: Offer, role: Role): Negotiated {
  const taken = (["audio", "video"] as const).flatMap((kind) => takeSection(offer, kind, role));
  const first = taken[0];
  if (first === undefined) throw nothingTaken(offer, role);
  if (taken.some(({ section }) => taken.length > 1 && !offer.bundle.includes(section.mid))) {
    throw offerProblem(
      first.section.line,
      "Sound and picture must share one transport: a=group:BUNDLE with their a=mid.",
    );
  }
  const { section } = first;
  if (!section.iceUfrag || !section.icePwd)
    throw offerProblem(section.line, "a=ice-ufrag and a=ice-pwd are missing.");
  if (section.fingerprint === undefined) throw offerProblem(section.line, "a=fingerprint is missing.");
  if (section.setup === "passive" || section.setup === "holdconn") {
    throw offerProblem(section.line, "a=setup must be actpass or active: the server is always passive.");
  }
  return {
    offer,
    taken,
    iceUfrag: section.iceUfrag,
    icePwd: section.icePwd,
    fingerprint: section.fingerprint,
  };
}

function takeSection(offer: Offer, kind: MediaKind, role: Role): TakenSection[] {
  const directions = role === "publisher" ? ["sendonly", "sendrecv"] : ["recvonly", "sendrecv"];
  const section = offer.sections.find(
    (candidate) => candidate.kind === kind && candidate.offered && directions.includes(candidate.direction),
  );
  if (section === undefined) return [];
  if (!section.protocol.startsWith("UDP/TLS/RTP/SAVP")) {
    throw offerProblem(section.line, "The protocol must be UDP/TLS/RTP/SAVPF.");
  }
  if (!section.multiplexesRtcp) throw offerProblem(section.line, "a=rtcp-mux is missing.");
  const usable = kind === "audio" ? soundFormats(section) : pictureFormats(section);
  const formats = role === "publisher" ? usable.slice(0, 1) : usable;
  return formats.length === 0 ? [] : [{ kind, section, formats }];
}

function soundFormats(section: MediaSection): TakenFormat[] {
  const opus = section.payloads.find(({ name, clockRate }) => name === "opus" && clockRate === 48_000);
  return opus === undefined ? [] : [{ codec: "opus", payload: opus, repeat: undefined }];
}

/** H.264 baseline, else any H.264 in packetization mode 1, then VP8: best first, at most one of each. */
function pictureFormats(section: MediaSection): TakenFormat[] {
  const h264 = section.payloads.filter(
    ({ name, parameters }) => name === "h264" && parameters.get("packetization-mode") === "1",
  );
  const profile = (payload: Payload) => payload.parameters.get("profile-level-id")?.toLowerCase() ?? "42";
  const best =
    h264.find((payload) => profile(payload).startsWith("42e0")) ??
    h264.find((payload) => profile(payload).startsWith("42")) ??
    h264[0];
  const vp8 = section.payloads.find(({ name }) => name === "vp8");
  return [
    ...(best === undefined
      ? []
      : [{ codec: "H264", payload: best, repeat: repeatOf(section, best) } as const]),
    ...(vp8 === undefined ? [] : [{ codec: "VP8", payload: vp8, repeat: repeatOf(section, vp8) } as const]),
  ];
}

function repeatOf(section: MediaSection, payload: Payload): Payload | undefined {
  return section.payloads.find(
    ({ name, parameters }) => name === "rtx" && parameters.get("apt") === String(payload.payloadType),
  );
}

function nothingTaken(offer: Offer, role: Role): RefrainError {
  const verb = role === "publisher" ? "sends" : "receives";
  const wrongWay = role === "publisher" ? "recvonly" : "sendonly";
  const media = offer.sections.filter(
    ({ kind, offered }) => (kind === "audio" || kind === "video") && offered,
  );
  if (media.every(({ direction }) => direction === wrongWay || direction === "inactive")) {
    return offerProblem(offer.sections[0]!.line, `No media section ${verb} sound or picture.`);
  }
  const offered = [...new Set(media.flatMap(({ payloads }) => payloads.map(({ name }) => name)))];
  return new RefrainError(
    "unsupported_format",
    "None of the offered formats can be used: Opus sound, H.264 or VP8 picture.",
    {
      supported: ["opus", "h264 (packetization-mode=1)", "vp8"],
      offered,
      line: media[0]?.line,
    },
  );
}
