import type { Clock } from "../clock/index.ts";

/** Somebody came into a topic or left it; `seconds` is how long they stayed. */
export type Visit<P> = { readonly topic: string; readonly principal: P; readonly at: Date };
export type EndedVisit<P> = Visit<P> & { readonly seconds: number };

export type PresenceListeners<P> = {
  readonly onEnter: (visit: Visit<P>) => void;
  readonly onLeave: (visit: EndedVisit<P>) => void;
  readonly onCount: (topic: string, count: number) => void;
};

const countEveryMs = 1000;

/**
 * Who is in which topic. A principal with several tabs is there once. Counts are told at once and then at most
 * every second; each change is told in the end.
 */
export function createPresence<P extends { readonly id: string }>(
  clock: Clock,
  listeners: PresenceListeners<P>,
) {
  const topics = new Map<string, Map<string, { principal: P; since: Date; connections: number }>>();
  const timers = new Map<string, NodeJS.Timeout>();
  const changed = new Set<string>();

  function tellCount(topic: string): void {
    if (timers.has(topic)) {
      changed.add(topic);
      return;
    }
    listeners.onCount(topic, topics.get(topic)?.size ?? 0);
    const timer = setTimeout(() => {
      timers.delete(topic);
      if (changed.delete(topic)) tellCount(topic);
    }, countEveryMs);
    timers.set(topic, timer.unref());
  }

  return {
    count: (topic: string) => topics.get(topic)?.size ?? 0,
    present: (topic: string): readonly P[] =>
      [...(topics.get(topic)?.values() ?? [])].map((visit) => visit.principal),

    has: (topic: string, id: string): boolean => topics.get(topic)?.has(id) ?? false,

    enter(topic: string, principal: P): void {
      const people = topics.get(topic) ?? new Map();
      topics.set(topic, people);
      const known = people.get(principal.id);
      if (known) {
        known.connections += 1;
        return;
      }
      const at = clock.now();
      people.set(principal.id, { principal, since: at, connections: 1 });
      listeners.onEnter({ topic, principal, at });
      tellCount(topic);
    },

    leave(topic: string, principal: P): void {
      const people = topics.get(topic);
      const known = people?.get(principal.id);
      if (!people || !known) return;
      known.connections -= 1;
      if (known.connections > 0) return;
      people.delete(principal.id);
      if (people.size === 0) topics.delete(topic);
      const at = clock.now();
      const seconds = Math.max(0, (at.getTime() - known.since.getTime()) / 1000);
      listeners.onLeave({ topic, principal, at, seconds });
      tellCount(topic);
    },

    stop(): void {
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
    },
  };
}
