import { useQuery } from "@tanstack/react-query";
import { server } from "../server.ts";

/** How many messages have not been read. News of the live line makes it count again. */
export function useUnread(): number {
  const inbox = useQuery({
    queryKey: ["inbox", "unread"],
    queryFn: async ({ signal }) => server.call("GET /api/v1/front/inbox", { query: { limit: 1 }, signal }),
    staleTime: 60_000,
  });
  return inbox.data?.unread ?? 0;
}
