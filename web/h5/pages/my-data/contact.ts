import { queryOptions } from "@tanstack/react-query";
import type { AllRoutes } from "../../../../contract/routes.ts";
import type { ResultOf } from "../../../client/api.ts";
import { server } from "../../server.ts";

export type Contact = ResultOf<AllRoutes["GET /api/v1/front/contact"]>;

export const contactQuery = queryOptions({
  queryKey: ["contact"],
  queryFn: async ({ signal }) => server.call("GET /api/v1/front/contact", { signal }),
});
