/**
 * The live socket: topics, their history, presence, and requests of clients.
 *
 * Purpose: what is published to a topic reaches everybody who follows it, in the same order, and somebody who was
 * away gets what she missed or a fresh snapshot. The protocol is `contract/live-protocol.ts`, the messages and their
 * lanes `contract/live-messages.ts`.
 *
 * Invariants: offsets of a topic grow by one and everybody sees the same; a message of the state or must lane is
 * never left out (of a state key only the latest counts); a chat flood is sampled before the offset is given, so
 * that history and everybody's screen agree; memory per topic and per connection is bounded.
 *
 * Failure: a reader that does not acknowledge gets state and must lanes only, then is closed and may resume; the
 * others notice nothing. After a restart of the process every topic has a new epoch, and clients start from a
 * snapshot. Publish after commit: a snapshot must see what was published before it.
 *
 * Shutdown: `close()` ends visits (`onLeave` is told), says 1001 to every client and stops the timers; close the
 * HTTP server afterwards.
 */
export { type Realtime, createRealtime } from "./create-realtime.ts";
export type { EndedVisit, Visit } from "./presence.ts";
export type { Message, RealtimeLimits, RealtimeOptions } from "./realtime-options.ts";
