import type { ReactNode } from "react";
import styles from "./parts.module.css";

type Props = {
  readonly title: string;
  /** What the reader can do, or when something will be here. */
  readonly children?: ReactNode;
  readonly action?: ReactNode;
};

/** Nothing here yet: says so, and what would change it. The picture is the logo's echo, fading out. */
export function Empty({ title, children, action }: Props) {
  return (
    <div className={styles.empty}>
      <svg viewBox="0 0 120 64" width="120" height="64" aria-hidden="true">
        {[0, 1, 2, 3, 4].map((echo) => (
          <rect
            key={echo}
            x={30 + echo * 15}
            y={8 + echo * 5}
            width={Math.max(2, 8 - echo * 1.6)}
            height={48 - echo * 10}
            rx="4"
            fill="var(--action)"
            opacity={0.5 - echo * 0.09}
          />
        ))}
        <circle cx="17" cy="24" r="4.2" fill="var(--action)" opacity="0.5" />
        <circle cx="17" cy="40" r="4.2" fill="var(--action)" opacity="0.5" />
      </svg>
      <h2>{title}</h2>
      {children !== undefined && <p>{children}</p>}
      {action}
    </div>
  );
}
