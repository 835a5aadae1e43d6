import type { ReactNode } from "react";
import { usePageTitle } from "../../ui/index.ts";
import styles from "./parts.module.css";

type Props = {
  readonly title: ReactNode;
  /** One line on what the page is for. */
  readonly lead?: string;
  /** Buttons at the right of the title. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
};

/** A page of the console: title, what it is for, its actions, its content. */
export function Page({ title, lead, actions, children }: Props) {
  usePageTitle(typeof title === "string" ? title : undefined);
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <div>
          <h1>{title}</h1>
          {lead !== undefined && <p>{lead}</p>}
        </div>
        {actions !== undefined && <div className={styles.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}

/** A white sheet on the page's ground, with an optional heading. */
export function Sheet(props: { title?: ReactNode; aside?: ReactNode; flush?: boolean; children: ReactNode }) {
  return (
    <section className={styles.sheet} data-flush={props.flush ?? false}>
      {props.title !== undefined && (
        <header>
          <h2>{props.title}</h2>
          {props.aside}
        </header>
      )}
      {props.children}
    </section>
  );
}

/** Two sheets side by side, the first twice as wide; one below the other where there is no room. */
export function Split({ children }: { readonly children: ReactNode }) {
  return <div className={styles.split}>{children}</div>;
}
