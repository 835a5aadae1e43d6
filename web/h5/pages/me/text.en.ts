import type { SameKeys } from "../../../ui/index.ts";
import type zh from "./text.zh-CN.ts";

export default {
  title: "Me",
  guest: "Hello, guest",
  guestHint: "Watch and chat without signing up. As a member, your orders and benefits follow you.",
  myOrders: "My orders",
  myData: "My data and how often",
  myDataHint: "What this shop knows, and how often it writes",
  language: "Language",
} as const satisfies SameKeys<typeof zh>;
