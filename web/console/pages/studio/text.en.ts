import type { SameKeys } from "../../../ui/index.ts";
import type zh from "./text.zh-CN.ts";

export default {
  title: "Studio",
  leave: "Leave",
  picture: "Picture",
  noPicture: "The camera is not on",
  noPictureHint: "Allow camera and microphone: you see yourself here first, then decide to go on air.",
  products: "Run-sheet",
  chat: "Chat",
  chatEmpty: "What viewers write appears here once you are on air.",
  productsEmpty: "Put products on this show's run-sheet to present them here.",
  offAir: "Off air",
} as const satisfies SameKeys<typeof zh>;
