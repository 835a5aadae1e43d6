import { useSyncExternalStore } from "react";
import styles from "./parts.module.css";

export type ToastTone = "plain" | "good" | "bad";
type Toast = { readonly id: number; readonly words: string; readonly tone: ToastTone };

const shownMs = 3200;
let toasts: readonly Toast[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

/** Says something short that needs no answer. It goes by itself; anything that matters belongs on the page. */
export function toast(words: string, tone: ToastTone = "plain"): void {
  lastId += 1;
  const id = lastId;
  change([...toasts.slice(-2), { id, words, tone }]);
  setTimeout(() => change(toasts.filter((each) => each.id !== id)), shownMs);
}

function change(to: readonly Toast[]): void {
  toasts = to;
  for (const listener of listeners) listener();
}

/** Where toasts appear: once per app, near its root. */
export function Toasts() {
  const shown = useSyncExternalStore(listen, () => toasts);
  return (
    <output className={styles.toasts}>
      {shown.map(({ id, words, tone }) => (
        <div key={id} className={styles.toast} data-tone={tone}>
          {words}
        </div>
      ))}
    </output>
  );
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
