import type { ButtonHTMLAttributes } from "react";
import styles from "./parts.module.css";

type Props = ButtonHTMLAttributes<HTMLButtonElement> & {
  /** `hot` buys and pays, `main` is the one next step, `quiet` is everything else. */
  readonly look?: "main" | "hot" | "quiet";
  /** Waiting for an answer: keeps its width and takes no second press. */
  readonly busy?: boolean;
  readonly wide?: boolean;
};

/** The shopper's button: at least 44 px high. */
export function Button({ look = "main", busy = false, wide = false, children, ...rest }: Props) {
  return (
    <button
      type="button"
      {...rest}
      className={styles.button}
      data-look={look}
      data-wide={wide}
      aria-busy={busy}
      disabled={busy || rest.disabled === true}
    >
      {children}
    </button>
  );
}
