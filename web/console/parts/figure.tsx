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
      {note !== undefined && (
        <dd className={styles.note}>
          <small data-tone={tone}>{note}</small>
        </dd>
      )}
    </div>
  );
}

type FiguresProps = {
  /** So many beside each other on a wide screen; without it as many as have room. */
  readonly columns?: number;
  readonly children: ReactNode;
};

/** A row of figures that share one sheet, divided by hairlines. */
export function Figures({ columns, children }: FiguresProps) {
  const wide = columns === undefined ? {} : { style: { "--columns": columns } as React.CSSProperties };
  return (
    <dl className={styles.figures} data-columns={columns !== undefined} {...wide}>
      {children}
    </dl>
  );
}
