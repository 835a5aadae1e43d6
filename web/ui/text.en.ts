import type { SameKeys } from "./text/text.ts";
import type zh from "./text.zh-CN.ts";

export default {
  language: "Language",
  retry: "Try again",
  close: "Close",
  loading: "Loading",
  requestId: "Request {{id}}",
  qrFor: "QR code: {{what}}",
  copy: "Copy",
  copied: "Copied",
  brand: "Refrain",
} as const satisfies SameKeys<typeof zh>;
