import type { ErrorComponentProps } from "@tanstack/react-router";
import { ErrorNote, Skeleton } from "../../ui/index.ts";
import styles from "./shell.module.css";

/** While a page's code is on its way. */
export function Coming() {
  return (
    <div className={styles.between}>
      <Skeleton shape="row" count={4} />
    </div>
  );
}

/** When a page broke: what can be done, and the way to try again. */
export function Broken({ error, reset }: ErrorComponentProps) {
  return (
    <div className={styles.between}>
      <ErrorNote error={error} onRetry={reset} />
    </div>
  );
}
