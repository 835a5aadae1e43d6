import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { StaffRight } from "../../contract/rights.ts";
import { server } from "./server.ts";

/** Who sits at the console, in which shop, and what they may do: the router's guard waits for it, pages read it. */
export const sessionQuery = queryOptions({
  queryKey: ["staff", "session"],
  queryFn: async ({ signal }) => server.call("GET /api/v1/staff/session", { signal }),
  staleTime: 60_000,
});

/** Whether this is the demo, its clock and its sign-ins. */
export const demoQuery = queryOptions({
  queryKey: ["demo"],
  queryFn: async ({ signal }) => server.call("GET /api/v1/demo", { signal }),
  staleTime: 5000,
  retry: false,
});

/** The session; undefined only while it is on its way. */
export function useSession() {
  return useQuery(sessionQuery).data;
}

/** Whether the signed-in person may do something. Screens hide what may not be done; the server refuses it. */
export function useMay(): (right: StaffRight) => boolean {
  const rights = useSession()?.rights;
  return (right) => rights?.includes(right) ?? false;
}

type Credentials = { readonly email: string; readonly password: string };

export function useSignIn() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (body: Credentials) => server.call("POST /api/v1/staff/session", { body }),
    onSuccess: (session) => {
      queries.setQueryData(sessionQuery.queryKey, { ...session, signedIn: true });
    },
  });
}

/** Signs out and forgets everything that was loaded, by loading the sign-in page anew. */
export function useSignOut() {
  return useMutation({
    mutationFn: async () => server.call("DELETE /api/v1/staff/session"),
    onSuccess: () => location.assign("/console/sign-in"),
  });
}
