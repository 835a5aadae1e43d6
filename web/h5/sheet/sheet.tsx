import { type ReactNode, useEffect, useId, useRef } from "react";
import { createPortal } from "react-dom";
import { useText } from "../../ui/index.ts";
import { CloseIcon } from "../shell/icons.tsx";
import { shellText } from "../shell/text.ts";
import styles from "./sheet.module.css";

type Props = {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Stays at the lower edge: the one next step. */
  readonly foot?: ReactNode;
  /** `room` stands beside the picture on a wide screen, so that it is not covered; `page` in the middle. */
  readonly place?: "page" | "room";
};

/**
 * A sheet that slides up over the page. What is below goes on: a video keeps playing. It is a modal dialog of the
 * browser, so the keyboard stays inside, Escape closes, and focus goes back to where it came from.
 */
export function Sheet({ title, onClose, children, foot, place = "page" }: Props) {
  const t = useText(shellText);
  const titleId = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const shown = dialog.current;
    if (shown && !shown.open) shown.showModal();
    return () => shown?.close();
  }, []);
  useEffect(() => {
    const shown = dialog.current;
    // What is not inside the frame is the dimmed page around it.
    const onPress = (event: MouseEvent) => event.target === shown && onClose();
    shown?.addEventListener("click", onPress);
    return () => shown?.removeEventListener("click", onPress);
  }, [onClose]);
  return createPortal(
    <dialog
      ref={dialog}
      className={styles.sheet}
      data-place={place}
      aria-labelledby={titleId}
      onCancel={(event) => {
        if (event.target !== dialog.current) return;
        event.preventDefault();
        onClose();
      }}
    >
      <div className={styles.inner}>
        <header>
          <h2 id={titleId}>{title}</h2>
          <button type="button" className={styles.close} aria-label={t("close")} onClick={onClose}>
            <CloseIcon />
          </button>
        </header>
        <div className={styles.body}>{children}</div>
        {foot !== undefined && <footer>{foot}</footer>}
      </div>
    </dialog>,
    document.body,
  );
}
