import { Outlet } from "@tanstack/react-router";
import { Toasts, useText } from "../../ui/index.ts";
import { NetworkNotice } from "./network-notice.tsx";
import styles from "./shell.module.css";
import { shellText } from "./text.ts";

/** Around every page: the way past the navigation, the state of the network, toasts. */
export function Root() {
  const t = useText(shellText);
  return (
    <>
      <a href="#content" className={styles.skip}>
        {t("skip")}
      </a>
      <NetworkNotice />
      <Outlet />
      <Toasts />
    </>
  );
}
