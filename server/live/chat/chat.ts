import { RefrainError } from "../../platform/errors.ts";

export type RoomRules = {
  readonly slowModeSeconds: number;
  readonly sensitiveWords: readonly string[];
  readonly linksAllowed: boolean;
};

export const defaultRules: RoomRules = { slowModeSeconds: 0, sensitiveWords: [], linksAllowed: false };

export type MuteView = {
  readonly memberId: string;
  readonly until: Date | null;
  readonly reason: string;
  readonly mutedBy: string;
  readonly at: Date;
};

/** Full-width letters become half-width, case and everything that is no letter or digit go: `加 V．信` → `加v信`. */
export function plainForm(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, "");
}

const link = /https?:|www\.|(?:[a-z0-9-]+\.)+(?:com|cn|net|org|io|top|xyz|shop|cc|me|vip)\b/iu;

/** Errors: chat_refused with the reason (`word`, `link`, `empty`). */
export function checkText(text: string, rules: RoomRules): void {
  if (text.trim() === "")
    throw new RefrainError("chat_refused", "The message is empty.", { reason: "empty" });
  if (!rules.linksAllowed && link.test(text.normalize("NFKC"))) {
    throw new RefrainError("chat_refused", "Links are not shown in this room.", { reason: "link" });
  }
  const plain = plainForm(text);
  const word = rules.sensitiveWords.find((one) => plain.includes(plainForm(one)) && plainForm(one) !== "");
  if (word)
    throw new RefrainError("chat_refused", "The message has a word this room does not show.", {
      reason: "word",
    });
}

/** Errors: chat_muted while the mute lasts. */
export function checkMute(mute: MuteView | undefined, now: Date): void {
  if (!mute || (mute.until && mute.until <= now)) return;
  throw new RefrainError("chat_muted", undefined, mute.until ? { until: mute.until.toISOString() } : {});
}

/** Errors: too_many_requests with the seconds to wait, in slow mode. */
export function checkPace(lastAt: Date | undefined, rules: RoomRules, now: Date): void {
  if (!lastAt || rules.slowModeSeconds === 0) return;
  const waitSeconds = Math.ceil(rules.slowModeSeconds - (now.getTime() - lastAt.getTime()) / 1000);
  if (waitSeconds > 0)
    throw new RefrainError("too_many_requests", `Slow mode: wait ${waitSeconds} s.`, { waitSeconds });
}

/** A buyer's name for others' eyes: 李** and Li**. */
export function maskName(name: string): string {
  const letters = Array.from(name);
  const shown = /^\p{Script=Han}/u.test(name) ? 1 : 2;
  return `${letters.slice(0, Math.min(shown, letters.length)).join("")}**`;
}

/**
 * What a flood chooses by: members and questions are likelier to be shown, and of those who write the same, one is
 * enough.
 */
export function loudness(message: { readonly text: string; readonly joined: boolean }): {
  readonly weight: number;
  readonly sameAs: string;
} {
  const sameAs = message.text.normalize("NFKC").toLowerCase().replaceAll(/\s+/gu, "");
  const asks = /[?？吗呢]$/u.test(sameAs);
  return { weight: (message.joined ? 2 : 1) * (asks ? 2 : 1), sameAs };
}
