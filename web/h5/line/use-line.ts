import { useEffect, useSyncExternalStore } from "react";
import { useShopper } from "../shopper.ts";
import { type Line, currentLine, openLine, watchLine } from "./line-store.ts";

/** Keeps the live line open. Who signs in as another member gets a new one: the server knows a line by who opened it. */
export function useOpenLine(): void {
  const { id } = useShopper();
  useEffect(() => (id === "" ? undefined : openLine()), [id]);
}

export function useLine(): Line {
  return useSyncExternalStore(watchLine, currentLine);
}
