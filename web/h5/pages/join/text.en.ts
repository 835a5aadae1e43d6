import type { SameKeys } from "../../../ui/index.ts";
import type zh from "./text.zh-CN.ts";

export default {
  title: "Become a member",
  invites: "{{shop}} invites you to join",
  fromShow: "From the show “{{title}}”",
  noBenefit: "Members get member prices, and orders and benefits follow you.",
  onlyWatch: "Not now, to the show",
  onlyLook: "Not now, to the shop",
  unknownTitle: "This invitation is no longer valid",
  unknownHint: "The link may be incomplete, or the offer is over. You are still welcome in the shop.",
  toShop: "To the shop",
} as const satisfies SameKeys<typeof zh>;
