import type { SameKeys } from "../../../ui/index.ts";
import type zh from "./text.zh-CN.ts";

export default {
  title: "Me",
  guest: "Hello, {{name}}",
  guestHint: "Watch, chat and buy without signing up. As a member, your orders and benefits follow you.",
  memberSince: "Member since {{date}}",
  signIn: "Sign in or join",
  signOut: "Sign out",
  rename: "Rename",
  name: "Name",
  save: "Save",
  coupons: "My coupons",
  noCoupons: "No coupons right now",
  noCouponsHint: "What joining brings in a show is kept here.",
  myOrders: "My orders",
  myInbox: "My inbox",
  myData: "My data and how often",
  myDataHint: "What this shop knows, and how often it writes",
  language: "Language",
} as const satisfies SameKeys<typeof zh>;
