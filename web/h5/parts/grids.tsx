import type { ReactNode } from "react";
import styles from "./cards.module.css";

/** Shows side by side: two on a phone, four on a wide screen. */
export function Posters({ children }: { readonly children: ReactNode }) {
  return <div className={styles.posters}>{children}</div>;
}

/** Products side by side: two on a phone, four on a wide screen. */
export function Shelf({ children }: { readonly children: ReactNode }) {
  return <div className={styles.shelf}>{children}</div>;
}
