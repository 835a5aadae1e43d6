import { useEffect, useRef, useState } from "react";
import type { MediaState } from "../../../../client/media-session.ts";
import type { MediaStats } from "../../../../client/media-stats.ts";
import { type Publication, publishWhip } from "../../../../client/whip.ts";
import { server } from "../../../server.ts";

export type Broadcast = {
  readonly state: MediaState | undefined;
  /** Why it was refused or is being tried again. */
  readonly code: string | undefined;
  readonly stats: MediaStats | undefined;
};

const none: Broadcast = { state: undefined, code: undefined, stats: undefined };

/**
 * Publishes the stream while `wanted`, and keeps it published. Another stream (a different camera) takes its place
 * without a break. The ticket is asked for anew before each attempt.
 */
export function useBroadcast(showId: string, stream: MediaStream | undefined, wanted: boolean): Broadcast {
  const [broadcast, setBroadcast] = useState(none);
  const publication = useRef<Publication>(undefined);
  const latest = useRef(stream);
  const ready = wanted && stream !== undefined;

  useEffect(() => {
    latest.current = stream;
    if (stream !== undefined) void publication.current?.replace(stream);
  }, [stream]);

  useEffect(() => {
    if (!ready || latest.current === undefined) return undefined;
    // Once the show is closed there is no new ticket; the last one still serves to take leave.
    let ticket = "";
    const session = publishWhip(latest.current, {
      url: `/api/v1/whip/${showId}`,
      token: async () => {
        ticket = (await ticketOf(showId)) ?? ticket;
        return ticket;
      },
      onState: (state, { code }) => setBroadcast((before) => ({ ...before, state, code })),
    });
    publication.current = session;
    const watch = setInterval(() => {
      void session.stats().then((stats) => setBroadcast((before) => ({ ...before, stats })));
    }, 1000);
    return () => {
      clearInterval(watch);
      session.close();
      publication.current = undefined;
      setBroadcast(none);
    };
  }, [ready, showId]);

  return broadcast;
}

async function ticketOf(showId: string): Promise<string | undefined> {
  const { media } = await server.call("GET /api/v1/shows/{id}/studio", { params: { id: showId } });
  return media?.token;
}
