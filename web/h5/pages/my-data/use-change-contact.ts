import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { CallOf } from "../../../client/api.ts";
import type { AllRoutes } from "../../../../contract/routes.ts";
import { server } from "../../server.ts";
import { contactQuery } from "./contact.ts";

export type ContactChange = CallOf<AllRoutes["PUT /api/v1/front/contact"]>["body"];

/** Changes how the shop may write; the answer is the new state. */
export function useChangeContact() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (body: NonNullable<ContactChange>) =>
      server.call("PUT /api/v1/front/contact", { body }),
    onSuccess: (page) => queries.setQueryData(contactQuery.queryKey, page),
  });
}
