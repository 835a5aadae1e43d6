import { QueryClient } from "@tanstack/react-query";
import { ApiError } from "../client/api.ts";

/** What was loaded from the server. Only what may heal by itself is tried again. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 10_000, retry: (times, error) => times < 2 && mayHeal(error) },
  },
});

function mayHeal(error: unknown): boolean {
  return error instanceof ApiError && (error.code === "offline" || error.code === "unavailable");
}
