import type { ReactNode } from "react";
import styles from "./parts.module.css";

type Props = { readonly title: string; readonly aside?: ReactNode; readonly children: ReactNode };

/** A part of a page under its own heading. */
export function Section({ title, aside, children }: Props) {
  return (
    <section className={styles.section}>
      <header>
        <h2>{title}</h2>
        {aside}
      </header>
      {children}
    </section>
  );
}
