import type { EventName } from "../../../contract/events.ts";

export type Chapter = "shop" | "live" | "join" | "engage" | "repurchase" | "insight";

/** Facts are named `thing.happened`; each thing belongs to one chapter. */
const chapters: Readonly<Record<string, Chapter>> = {
  show: "live",
  chat: "live",
  spotlight: "live",
  join: "join",
  benefit: "join",
  bag: "join",
  budget: "engage",
  consent: "engage",
  touch: "engage",
  models: "repurchase",
  plan: "repurchase",
};

export function chapterOf(type: EventName): Chapter {
  if (type === "member.unsubscribed") return "engage";
  return chapters[type.slice(0, type.indexOf("."))] ?? "shop";
}
