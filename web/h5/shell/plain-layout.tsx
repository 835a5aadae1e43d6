import { useCanGoBack, useNavigate, useRouter } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { usePageTitle, useText } from "../../ui/index.ts";
import { useShopName } from "../shopper.ts";
import { BackIcon } from "./icons.tsx";
import styles from "./shell.module.css";
import { shellText } from "./text.ts";

type Props = {
  readonly title: string;
  readonly children: ReactNode;
  /** Stays at the lower edge: the one next step (buy, pay, join). */
  readonly foot?: ReactNode;
};

/** A page one came to from another: a bar with the way back, the content, and perhaps one step at the foot. */
export function PlainLayout({ title, children, foot }: Props) {
  const t = useText(shellText);
  usePageTitle(title, useShopName());
  const router = useRouter();
  const navigate = useNavigate();
  const canGoBack = useCanGoBack();
  const back = () => {
    if (canGoBack) router.history.back();
    else void navigate({ to: "/" });
  };
  return (
    <>
      <header className={styles.bar}>
        <div className={styles.barInner}>
          <button type="button" className={styles.icon} aria-label={t("back")} onClick={back}>
            <BackIcon />
          </button>
          <h1>{title}</h1>
        </div>
      </header>
      <main id="content" className={`${styles.page} ${styles.narrow}`} data-foot={foot !== undefined}>
        {children}
      </main>
      {foot !== undefined && (
        <footer className={styles.foot}>
          <div className={styles.footInner}>{foot}</div>
        </footer>
      )}
    </>
  );
}
