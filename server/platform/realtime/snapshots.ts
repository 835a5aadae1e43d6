import type { Missed, Room } from "./room.ts";

const reuseMs = 500;
const mostAttempts = 3;

type Taken = { readonly offset: number; readonly json: string };

/**
 * Snapshots of topics, one at a time per topic and shared by everybody who asks within half a second: when ten
 * thousand come back at once, the database is asked once. A snapshot belongs to the offset at which it was begun, so
 * whatever is published while it is read follows it.
 */
export function createSnapshots(take: (topic: string) => Promise<unknown>) {
  const current = new Map<string, { room: Room; taken: Promise<Taken>; freshUntilMs: number }>();

  function shared(topic: string, room: Room): Promise<Taken> {
    const known = current.get(topic);
    if (known?.room === room && performance.now() < known.freshUntilMs) return known.taken;
    const offset = room.position();
    const taken = take(topic).then((data) => ({ offset, json: JSON.stringify(data ?? null) }));
    const entry = { room, taken, freshUntilMs: performance.now() + reuseMs };
    current.set(topic, entry);
    const forget = () => {
      if (current.get(topic) === entry) current.delete(topic);
    };
    taken.then(() => setTimeout(forget, reuseMs).unref(), forget);
    return taken;
  }

  return {
    /** A snapshot that the room's ring can still complete, and the batch that completes it. */
    async complete(topic: string, room: Room): Promise<Taken & Missed> {
      for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
        const taken = await shared(topic, room);
        const missed = room.completing(taken.offset);
        if (missed) return { ...taken, ...missed };
        current.delete(topic);
      }
      throw new Error(`The ring of ${topic} turns faster than its snapshot can be read`);
    },
  };
}
