import type { ReactNode } from "react";
import styles from "./parts.module.css";

export type PillTone = "plain" | "good" | "hot" | "member" | "info" | "action";

/** A short word for a state or a kind, with a tone that does not carry the meaning alone. */
export function Pill({
  tone = "plain",
  children,
}: {
  readonly tone?: PillTone;
  readonly children: ReactNode;
}) {
  return (
    <span className={styles.pill} data-tone={tone}>
      {children}
    </span>
  );
}
