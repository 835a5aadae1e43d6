/** Writes the SDP answer: ICE-lite, passive DTLS, one bundled transport, every candidate included. */
import { isIPv6 } from "node:net";
import {
  type Negotiated,
  type Role,
  type TakenFormat,
  type TakenSection,
  extensionUri,
} from "./negotiate.ts";
import type { MediaSection, Payload } from "./sdp.ts";

/** An address and port the media socket answers on. */
export type Candidate = { readonly address: string; readonly port: number };

export type AnswerInput = {
  readonly negotiated: Negotiated;
  readonly role: Role;
  /** Decimal digits; names this SDP session. */
  readonly originId: string;
  readonly iceUfrag: string;
  readonly icePwd: string;
  /** SHA-256 of our certificate, `XX:XX:…`. */
  readonly fingerprint: string;
  readonly candidates: readonly Candidate[];
  /** For a viewer: the sources we will send per kind. */
  readonly sources: Readonly<
    Record<"audio" | "video", { readonly ssrc: number; readonly repeatSsrc: number }>
  >;
};

export const cname = "refrain";

export function writeAnswer(input: AnswerInput): string {
  const { negotiated } = input;
  const mids = negotiated.offer.sections
    .filter((section) => takenFor(negotiated, section) !== undefined)
    .map(({ mid }) => mid);
  const lines = [
    "v=0",
    `o=- ${input.originId} 1 IN IP4 127.0.0.1`,
    "s=-",
    "t=0 0",
    "a=ice-lite",
    `a=group:BUNDLE ${mids.join(" ")}`,
    "a=msid-semantic: WMS *",
    ...negotiated.offer.sections.flatMap((section) => {
      const taken = takenFor(negotiated, section);
      return taken === undefined ? rejectedSection(section) : takenSection(input, taken);
    }),
  ];
  return `${lines.join("\r\n")}\r\n`;
}

function takenFor(negotiated: Negotiated, section: MediaSection): TakenSection | undefined {
  return negotiated.taken.find((taken) => taken.section === section);
}

function rejectedSection(section: MediaSection): string[] {
  const head = `m=${section.kind} 0 ${section.protocol} ${section.formats}`;
  return [head, "c=IN IP4 0.0.0.0", ...(section.mid === "" ? [] : [`a=mid:${section.mid}`]), "a=inactive"];
}

function takenSection(input: AnswerInput, { kind, section, formats }: TakenSection): string[] {
  const payloads = formats.flatMap(({ payload, repeat }) =>
    repeat === undefined ? [payload] : [payload, repeat],
  );
  const numbers = payloads.map(({ payloadType }) => payloadType).join(" ");
  return [
    `m=${kind} 9 ${section.protocol} ${numbers}`,
    "c=IN IP4 0.0.0.0",
    "a=rtcp:9 IN IP4 0.0.0.0",
    `a=ice-ufrag:${input.iceUfrag}`,
    `a=ice-pwd:${input.icePwd}`,
    `a=fingerprint:sha-256 ${input.fingerprint}`,
    "a=setup:passive",
    `a=mid:${section.mid}`,
    ...extensionLines(input.role, kind, section),
    input.role === "publisher" ? "a=recvonly" : "a=sendonly",
    "a=rtcp-mux",
    "a=rtcp-rsize",
    ...formats.flatMap((format) => formatLines(format, input.role)),
    ...(input.role === "viewer" ? sourceLines(input, kind, formats) : []),
    ...input.candidates.map(candidateLine),
    "a=end-of-candidates",
  ];
}

function extensionLines(role: Role, kind: string, section: MediaSection): string[] {
  const uris =
    role === "publisher"
      ? [extensionUri.transportSequence]
      : kind === "video"
        ? [extensionUri.playoutDelay]
        : [];
  return uris.flatMap((uri) => {
    const id = section.extensions.get(uri);
    return id === undefined ? [] : [`a=extmap:${id} ${uri}`];
  });
}

function formatLines({ codec, payload, repeat }: TakenFormat, role: Role): string[] {
  const wanted = codec === "opus" ? ["nack"] : ["ccm fir", "nack", "nack pli"];
  const offered = role === "publisher" ? [...wanted, "transport-cc"] : wanted;
  const feedback = offered.filter((what) => payload.feedback.includes(what));
  return [
    ...payloadLines(payload),
    ...feedback.map((what) => `a=rtcp-fb:${payload.payloadType} ${what}`),
    ...(repeat === undefined ? [] : payloadLines(repeat)),
  ];
}

function payloadLines({ payloadType, name, rate, parametersText }: Payload): string[] {
  const written = name === "h264" || name === "vp8" ? name.toUpperCase() : name;
  const map = `a=rtpmap:${payloadType} ${written}/${rate}`;
  return parametersText === "" ? [map] : [map, `a=fmtp:${payloadType} ${parametersText}`];
}

function sourceLines(input: AnswerInput, kind: "audio" | "video", formats: readonly TakenFormat[]): string[] {
  const { ssrc, repeatSsrc } = input.sources[kind];
  const repeats = formats.some(({ repeat }) => repeat !== undefined);
  return [
    `a=msid:${cname} ${kind}`,
    ...(repeats ? [`a=ssrc-group:FID ${ssrc} ${repeatSsrc}`] : []),
    `a=ssrc:${ssrc} cname:${cname}`,
    ...(repeats ? [`a=ssrc:${repeatSsrc} cname:${cname}`] : []),
  ];
}

/** RFC 8445 §5.1.2.1: host candidates, earlier announced addresses preferred. */
function candidateLine({ address, port }: Candidate, index: number): string {
  const priority = 126 * 2 ** 24 + (65_535 - index) * 2 ** 8 + 255;
  const foundation = index + 1 + (isIPv6(address) ? 100 : 0);
  return `a=candidate:${foundation} 1 udp ${priority} ${address} ${port} typ host`;
}
