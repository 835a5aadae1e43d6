import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { StaffRight } from "../../contract/rights.ts";
import type { AllRoutes } from "../../contract/routes.ts";
import type { ResponseOf } from "../../contract/route.ts";

/** Who sits at the console, in which shop, and what they may do. */
export type StaffSession = ResponseOf<AllRoutes["GET /api/v1/staff/session"]>;
type SignIn = { readonly email: string; readonly password: string };

const address = "/api/v1/staff/session";

/** The session as a query: the router's guard waits for it, the pages read it. */
export const sessionQuery = queryOptions({
  queryKey: ["staff", "session"],
  queryFn: async ({ signal }): Promise<StaffSession> => answer(await fetch(address, { signal })),
  staleTime: 60_000,
});

/** Whether this is the demo, its clock and its sign-ins. */
export const demoQuery = queryOptions({
  queryKey: ["demo"],
  queryFn: async ({ signal }): Promise<ResponseOf<AllRoutes["GET /api/v1/demo"]>> =>
    answer(await fetch("/api/v1/demo", { signal })),
  retry: false,
});

export function useSession(): StaffSession | undefined {
  return useQuery(sessionQuery).data;
}

/** Whether the signed-in person may do something. Screens hide what may not be done; the server refuses it. */
export function useMay(): (right: StaffRight) => boolean {
  const rights = useSession()?.rights;
  return (right) => rights?.includes(right) ?? false;
}

export function useSignIn() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (who: SignIn) => {
      const body = JSON.stringify(who);
      const headers = { "content-type": "application/json" };
      return answer<Required<StaffSession>>(await fetch(address, { method: "POST", headers, body }));
    },
    onSuccess: (session) => {
      queries.setQueryData(sessionQuery.queryKey, { ...session, signedIn: true });
    },
  });
}

export function useSignOut() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async () => answer(await fetch(address, { method: "DELETE" })),
    onSuccess: () => {
      queries.clear();
      location.assign("/console/sign-in");
    },
  });
}

/** The JSON of a good answer; throws the error body of any other. */
async function answer<T>(response: Response): Promise<T> {
  if (response.ok) return (await response.json()) as T;
  const type = response.headers.get("content-type") ?? "";
  if (type.includes("json")) throw ((await response.json()) as { error: unknown }).error;
  throw { code: response.status >= 502 ? "unavailable" : "internal" };
}
