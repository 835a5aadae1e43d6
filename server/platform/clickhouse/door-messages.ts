import type { EngineLimits } from "./engine-limits.ts";

/** The first order to the child: which directory to open and how to serve it. */
export type OpenOrder = {
  readonly kind: "open";
  readonly dataDir: string;
  readonly password: string;
  /** 0 lets the system choose; after a crash the child has to come back on the port it had. */
  readonly port: number;
  readonly limits: EngineLimits;
};

/** The parent's two orders to the child that holds the engine. */
export type ToDoor = OpenOrder | { readonly kind: "stop" };

/** Why the engine did not open. */
export type RefusalReason = "not_installed" | "directory_in_use" | "port_in_use" | "broken";

/** The child's one answer. */
export type FromDoor =
  | { readonly kind: "opened"; readonly port: number; readonly version: string }
  | { readonly kind: "refused"; readonly reason: RefusalReason; readonly message: string };
