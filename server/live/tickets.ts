import type { Clock } from "../platform/clock/index.ts";
import { signMediaToken } from "./media/index.ts";

const publishHours = 12;
const playHours = 4;

/** Tickets to publish or play a show's stream: where to speak WHIP or WHEP, and a token to show there. */
export function createTickets(parts: { clock: Clock; tokenKey: Buffer }) {
  function ticket(shopId: string, showId: string, may: "publish" | "play", hours: number) {
    const expiresAt = new Date(parts.clock.now().getTime() + hours * 3_600_000);
    const token = signMediaToken({ shopId, showId, may, expiresAt }, parts.tokenKey);
    const door = may === "publish" ? "whip" : "whep";
    return { url: `/api/v1/${door}/${showId}`, token, expiresAt: expiresAt.toISOString() };
  }
  return {
    publish: (shopId: string, showId: string) => ticket(shopId, showId, "publish", publishHours),
    play: (shopId: string, showId: string) => ticket(shopId, showId, "play", playHours),
  };
}
