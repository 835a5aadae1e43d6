import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useShopper } from "../shopper.ts";
import { useLine } from "./use-line.ts";

/** What happens to the shopper's own orders and inbox shows at once on whatever page is open. */
export function useMemberNews(): void {
  const { socket } = useLine();
  const { id } = useShopper();
  const queries = useQueryClient();
  useEffect(() => {
    if (socket === undefined) return undefined;
    return socket.subscribe(`member:${id}`, {
      onMessage: ({ type }) => {
        if (type === "order.changed") void queries.invalidateQueries({ queryKey: ["orders"] });
        if (type === "inbox.received") void queries.invalidateQueries({ queryKey: ["inbox"] });
      },
    });
  }, [socket, id, queries]);
}
