import type { ReactNode } from "react";
import styles from "./cards.module.css";

type PostersProps = { readonly children: ReactNode; readonly few?: boolean };

/** Shows side by side: two on a phone, four on a wide screen; `few` stays with two. */
export function Posters({ children, few = false }: PostersProps) {
  return (
    <div className={styles.posters} data-few={few}>
      {children}
    </div>
  );
}

/** Products side by side: two on a phone, four on a wide screen. */
export function Shelf({ children }: { readonly children: ReactNode }) {
  return <div className={styles.shelf}>{children}</div>;
}
