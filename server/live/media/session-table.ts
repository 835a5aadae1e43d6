/** Which session a datagram belongs to: by user fragment while it is being checked, by remote address afterwards. */
import type { Peer } from "./peer.ts";
import type { Publisher } from "./publisher.ts";
import type { Viewer } from "./viewer.ts";

export type MediaPart =
  | { readonly role: "publisher"; readonly publisher: Publisher }
  | { readonly role: "viewer"; readonly viewer: Viewer };

export type MediaSession = {
  readonly sessionId: string;
  readonly streamId: string;
  readonly peer: Peer;
  readonly part: MediaPart;
  /** Milliseconds of the process clock. */
  readonly openedAt: number;
};

/** A session may be reached from this many addresses at once; the oldest gives way. */
const mostRemotes = 8;

export type SessionTable = {
  add(session: MediaSession): void;
  /** False when it was not there any more. */
  remove(session: MediaSession): boolean;
  get(sessionId: string): MediaSession | undefined;
  byUfrag(ufrag: string): MediaSession | undefined;
  byRemote(key: string): MediaSession | undefined;
  /** The address has proved to be the session's. */
  claim(session: MediaSession, key: string): void;
  all(): readonly MediaSession[];
  size(): number;
};

export function createSessionTable(): SessionTable {
  const sessions = new Map<string, MediaSession>();
  const ufrags = new Map<string, MediaSession>();
  const remotes = new Map<string, MediaSession>();
  const claims = new Map<MediaSession, string[]>();
  const release = (session: MediaSession, key: string) => {
    if (remotes.get(key) === session) remotes.delete(key);
  };
  return {
    add: (session) => {
      sessions.set(session.sessionId, session);
      ufrags.set(session.peer.ufrag, session);
      claims.set(session, []);
    },
    remove: (session) => {
      if (!sessions.delete(session.sessionId)) return false;
      ufrags.delete(session.peer.ufrag);
      claims.get(session)?.forEach((key) => release(session, key));
      claims.delete(session);
      return true;
    },
    get: (sessionId) => sessions.get(sessionId),
    byUfrag: (ufrag) => ufrags.get(ufrag),
    byRemote: (key) => remotes.get(key),
    claim: (session, key) => {
      const claimed = claims.get(session);
      if (claimed === undefined || remotes.get(key) === session) return;
      remotes.set(key, session);
      claimed.push(key);
      if (claimed.length > mostRemotes) release(session, claimed.shift()!);
    },
    all: () => [...sessions.values()],
    size: () => sessions.size,
  };
}
