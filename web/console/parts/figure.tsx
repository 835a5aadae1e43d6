import type { ReactNode } from "react";
import styles from "./parts.module.css";

type Props = {
  readonly name: string;
  readonly value: ReactNode;
  /** What it means, its window, or its change. A growth figure names its harm figure here. */
  readonly note?: ReactNode;
  readonly tone?: "plain" | "good" | "bad";
};

/** One number with its name. Put several into `<Figures>`. */
export function Figure({ name, value, note, tone = "plain" }: Props) {
  return (
    <div className={styles.figure}>
      <dt>{name}</dt>
      <dd>{value}</dd>
      {note !== undefined && <small data-tone={tone}>{note}</small>}
    </div>
  );
}

/** A row of figures that share one sheet, divided by hairlines. */
export function Figures({ children }: { readonly children: ReactNode }) {
  return <dl className={styles.figures}>{children}</dl>;
}
