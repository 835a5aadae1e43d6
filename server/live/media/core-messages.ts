/** What the server and its media process say to each other: plain JSON over the process channel. */
import type { ErrorCode } from "../../../contract/errors.ts";
import type { MediaFact, MediaLimits, MediaStats, Session } from "./media-engine.ts";

export type CoreSettings = {
  readonly announcedAddresses: readonly string[];
  readonly udpPort: number;
  readonly limits?: Partial<MediaLimits>;
};

export type CoreCall =
  | { readonly method: "publish" | "play"; readonly streamId: string; readonly offerSdp: string }
  | { readonly method: "end"; readonly sessionId: string }
  | { readonly method: "kick"; readonly streamId: string }
  | { readonly method: "stats" };

export type CoreRequest =
  | { readonly type: "start"; readonly settings: CoreSettings }
  | { readonly type: "call"; readonly id: number; readonly call: CoreCall }
  | { readonly type: "stop" };

export type CoreFailure = {
  readonly code: ErrorCode | undefined;
  readonly message: string;
  readonly details?: unknown;
};

export type CoreResult = Session | MediaStats | undefined;

export type CoreMessage =
  | { readonly type: "ready"; readonly port: number }
  | { readonly type: "not-started"; readonly message: string }
  | { readonly type: "result"; readonly id: number; readonly value?: CoreResult }
  | { readonly type: "failure"; readonly id: number; readonly failure: CoreFailure }
  | { readonly type: "fact"; readonly fact: MediaFact }
  | { readonly type: "log"; readonly message: string };
