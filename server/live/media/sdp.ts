/** Reads the parts of an SDP offer (RFC 8866, RFC 8829) that a WHIP or WHEP session needs; every complaint names its line. */
import { invalidInput } from "../../platform/errors.ts";

export type Payload = {
  readonly payloadType: number;
  /** Encoding name in lower case: `opus`, `h264`, `vp8`, `rtx`, … */
  readonly name: string;
  readonly clockRate: number;
  /** `48000/2` as the offer wrote it. */
  readonly rate: string;
  /** Format parameters by lower-case name, and as written. */
  readonly parameters: ReadonlyMap<string, string>;
  readonly parametersText: string;
  readonly feedback: readonly string[];
};

export type Direction = "sendrecv" | "sendonly" | "recvonly" | "inactive";

export type MediaSection = {
  /** 1-based line of the `m=` line. */
  readonly line: number;
  readonly kind: string;
  readonly protocol: string;
  readonly formats: string;
  readonly mid: string;
  readonly direction: Direction;
  /** False when the offer itself switched the section off (port 0 outside a bundle). */
  readonly offered: boolean;
  readonly multiplexesRtcp: boolean;
  readonly payloads: readonly Payload[];
  /** Header extension ids by URI. */
  readonly extensions: ReadonlyMap<string, number>;
  readonly iceUfrag: string | undefined;
  readonly icePwd: string | undefined;
  readonly fingerprint: Fingerprint | undefined;
  readonly setup: string | undefined;
};

export type Fingerprint = { readonly hash: string; readonly value: string };

export type Offer = {
  readonly sections: readonly MediaSection[];
  readonly bundle: readonly string[];
};

type Line = { readonly number: number; readonly type: string; readonly value: string };

const mostLines = 4000;
const mostSections = 16;

/** The complaint about one line of the offer. */
export function offerProblem(line: number, message: string) {
  return invalidInput(`sdp line ${line}`, message);
}

export function parseOffer(text: string): Offer {
  const lines = readLines(text);
  const starts = lines.flatMap((line, index) => (line.type === "m" ? [index] : []));
  if (starts.length === 0)
    throw offerProblem(lines.length, "The offer has no m= line, so there is nothing to send or receive.");
  if (starts.length > mostSections)
    throw offerProblem(lines[starts[mostSections]!]!.number, `More than ${mostSections} media sections.`);
  const session = lines.slice(0, starts[0]);
  const bundleLine = attributes(session, "group").find((line) => line.value.startsWith("BUNDLE"));
  const sections = starts.map((start, index) => readSection(lines.slice(start, starts[index + 1]), session));
  return { sections, bundle: bundleLine?.value.split(" ").slice(1) ?? [] };
}

function readLines(text: string): Line[] {
  const raw = text.split(/\r\n|\n|\r/);
  if (raw.length > mostLines) throw offerProblem(mostLines, `The offer has more than ${mostLines} lines.`);
  const lines = raw.flatMap((value, index) => {
    if (value === "") return [];
    if (value[1] !== "=")
      throw offerProblem(
        index + 1,
        `Expected <letter>=<value>, found ${JSON.stringify(value.slice(0, 40))}.`,
      );
    return [{ number: index + 1, type: value[0]!, value: value.slice(2) }];
  });
  if (lines[0]?.type !== "v" || lines[0].value !== "0")
    throw offerProblem(1, "An SDP offer begins with v=0.");
  return lines;
}

/** Attribute lines of a name, their value without the name. */
function attributes(lines: readonly Line[], name: string): Line[] {
  return lines.flatMap((line) => {
    if (line.type !== "a") return [];
    if (line.value === name) return [{ ...line, value: "" }];
    return line.value.startsWith(`${name}:`)
      ? [{ ...line, value: line.value.slice(name.length + 1).trim() }]
      : [];
  });
}

function readSection(lines: readonly Line[], session: readonly Line[]): MediaSection {
  const head = lines[0]!;
  const [kind = "", port = "", protocol = "", ...formats] = head.value.split(" ");
  if (!/^\d+$/.test(port) || formats.length === 0) {
    throw offerProblem(head.number, "Expected m=<media> <port> <protocol> <format> …");
  }
  const one = (name: string) => (attributes(lines, name)[0] ?? attributes(session, name)[0])?.value;
  return {
    line: head.number,
    kind,
    protocol,
    formats: formats.join(" "),
    mid: one("mid") ?? "",
    direction: readDirection(lines, session),
    offered: port !== "0" || attributes(lines, "bundle-only").length > 0,
    multiplexesRtcp: attributes(lines, "rtcp-mux").length > 0,
    payloads: kind === "audio" || kind === "video" ? readPayloads(lines, head, formats) : [],
    extensions: readExtensions(lines),
    iceUfrag: one("ice-ufrag"),
    icePwd: one("ice-pwd"),
    fingerprint: readFingerprint(lines) ?? readFingerprint(session),
    setup: one("setup"),
  };
}

function readDirection(lines: readonly Line[], session: readonly Line[]): Direction {
  const all: readonly Direction[] = ["sendrecv", "sendonly", "recvonly", "inactive"];
  const stated = (where: readonly Line[]) => all.find((direction) => attributes(where, direction).length > 0);
  return stated(lines) ?? stated(session) ?? "sendrecv";
}

function readPayloads(lines: readonly Line[], head: Line, formats: readonly string[]): Payload[] {
  const maps = attributes(lines, "rtpmap");
  const parameters = attributes(lines, "fmtp");
  const feedback = attributes(lines, "rtcp-fb");
  return formats.flatMap((format) => {
    const payloadType = Number(format);
    if (!Number.isInteger(payloadType) || payloadType < 0 || payloadType > 127) {
      throw offerProblem(head.number, `${JSON.stringify(format)} is not a payload type (0–127).`);
    }
    const map = maps.find((line) => line.value.startsWith(`${format} `));
    if (map === undefined) return [];
    const [name, rate] = splitAtFirst(map.value.slice(format.length + 1), "/");
    const clockRate = parseInt(rate, 10);
    if (!(clockRate > 0))
      throw offerProblem(map.number, "Expected a=rtpmap:<payload type> <name>/<clock rate>.");
    const text =
      parameters.find((line) => line.value.startsWith(`${format} `))?.value.slice(format.length + 1) ?? "";
    return [
      {
        payloadType,
        name: name.toLowerCase(),
        clockRate,
        rate,
        parameters: readParameters(text),
        parametersText: text,
        feedback: feedback.flatMap((line) => {
          const [to, what] = splitAtFirst(line.value, " ");
          return to === format || to === "*" ? [what] : [];
        }),
      },
    ];
  });
}

function splitAtFirst(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + separator.length)];
}

function readParameters(text: string): Map<string, string> {
  const pairs = text.split(";").map((part) => splitAtFirst(part.trim(), "="));
  return new Map(pairs.map(([name, value]) => [name.toLowerCase(), value]));
}

function readExtensions(lines: readonly Line[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const line of attributes(lines, "extmap")) {
    const match = /^(\d{1,3})(?:\/\w+)? (\S+)/.exec(line.value);
    if (match === null) throw offerProblem(line.number, "Expected a=extmap:<id> <uri>.");
    const id = Number(match[1]);
    if (id >= 1 && id <= 255) found.set(match[2]!, id);
  }
  return found;
}

function readFingerprint(lines: readonly Line[]): Fingerprint | undefined {
  const written = attributes(lines, "fingerprint");
  const read = written.flatMap((line) => {
    const match = /^(sha-256|sha-384|sha-512) ([0-9a-f]{2}(?::[0-9a-f]{2})+)$/i.exec(line.value);
    return match === null ? [] : [{ hash: match[1]!.toLowerCase(), value: match[2]!.toUpperCase() }];
  });
  if (written.length > 0 && read.length === 0) {
    throw offerProblem(
      written[0]!.number,
      "Expected a=fingerprint:sha-256 (or sha-384, sha-512) and bytes XX:XX:…",
    );
  }
  return read[0];
}
