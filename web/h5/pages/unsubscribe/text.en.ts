import type { SameKeys } from "../../../ui/index.ts";
import type zh from "./text.zh-CN.ts";

export default {
  title: "Unsubscribe",
  ask: "No more mails?",
  askHint: "One press and it is done, at once. News of your orders stays in the shop's inbox.",
  leave: "Unsubscribe",
  fewer: "Once a week at most instead",
  or: "Or",
  fewerSignIn: "sign in and choose a slower rhythm",
  fewerDone: "Done. We write once a week at most.",
  left: "You are unsubscribed",
  leftHint: "We will not send you such mails again. Thank you for having wanted them.",
  toSettings: "My data and how often",
  unknownTitle: "This link is not understood",
  unknownHint: "It may have been cut off. You can also switch mails off here:",
} as const satisfies SameKeys<typeof zh>;
