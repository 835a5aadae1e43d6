import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "../ui/index.ts";
import type { Reading } from "./load.ts";
import { useFailureWords } from "./failure-words.ts";

type About<Output> = {
  /** What is loaded anew once it is done: everything of these routes. */
  readonly refresh?: readonly Reading[];
  /** Said when it is done. */
  readonly done?: string;
  readonly onDone?: (output: Output) => void;
  /** The form shows what went wrong itself. */
  readonly quiet?: boolean;
};

/** A write with its consequences: what is stale is loaded anew, and success or failure is said in a few words. */
export function useAct<Input, Output>(
  act: (input: Input) => Promise<Output>,
  { refresh = [], done, onDone, quiet = false }: About<Output> = {},
) {
  const queries = useQueryClient();
  const words = useFailureWords();
  return useMutation({
    mutationFn: act,
    onSuccess: (output) => {
      for (const route of refresh) void queries.invalidateQueries({ queryKey: [route] });
      if (done !== undefined) toast(done, "good");
      onDone?.(output);
    },
    onError: (error) => {
      if (!quiet) toast(words(error), "bad");
    },
  });
}
