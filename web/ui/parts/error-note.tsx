import { readFailure } from "../errors/failure.ts";
import { errorText } from "../errors/text.ts";
import { uiText } from "../text.ts";
import { useText } from "../text/text.ts";
import styles from "./parts.module.css";

type Props = {
  /** Whatever was thrown; see `readFailure`. */
  readonly error: unknown;
  /** Shows a button that tries again. */
  readonly onRetry?: (() => void) | undefined;
};

/** What went wrong and what the reader can do, in their language. */
export function ErrorNote({ error, onRetry }: Props) {
  const t = useText(errorText);
  const ui = useText(uiText);
  const { code, requestId } = readFailure(error);
  return (
    <div role="alert" className={styles.note}>
      <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
        <circle cx="10" cy="10" r="8.25" fill="none" stroke="currentColor" strokeWidth="1.5" />
        <path d="M10 5.8v5" stroke="currentColor" strokeWidth="1.7" strokeLinecap="round" />
        <circle cx="10" cy="13.8" r="1" fill="currentColor" />
      </svg>
      <div className={styles.noteWords}>
        <strong>{t(code)}</strong>
        <p>{t(`${code}_do`)}</p>
        {requestId !== undefined && <small>{ui("requestId", { id: requestId })}</small>}
      </div>
      {onRetry && (
        <button type="button" className={styles.quiet} onClick={onRetry}>
          {ui("retry")}
        </button>
      )}
    </div>
  );
}
