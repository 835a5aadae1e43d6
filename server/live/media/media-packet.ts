/** What travels from a publisher to its viewers inside the media process. */
import type { MediaKind } from "./negotiate.ts";
import type { SenderReport } from "./rtcp.ts";
import type { Codec } from "./rtp.ts";

/** One packet of a publication, decrypted, without the publisher's header extensions and padding. */
export type MediaPacket = {
  readonly kind: MediaKind;
  readonly codec: Codec;
  /** Which publication it belongs to: sequence numbers and timestamps compare only within one. */
  readonly source: number;
  /** Does not wrap. */
  readonly sequence: number;
  /** 32 bits in units of the clock rate. */
  readonly timestamp: number;
  readonly marker: boolean;
  /** A decoder can start here. */
  readonly keyFrame: boolean;
  readonly payload: Buffer;
};

/** A publisher's sender report and when it came (milliseconds of the process clock). */
export type TimedReport = {
  readonly kind: MediaKind;
  readonly source: number;
  readonly report: SenderReport;
  readonly at: number;
};

export const clockRate: Readonly<Record<MediaKind, number>> = { audio: 48_000, video: 90_000 };
