import { useIsFetching } from "@tanstack/react-query";
import { useEffect, useState, useSyncExternalStore } from "react";
import { useText } from "../../ui/index.ts";
import styles from "./shell.module.css";
import { shellText } from "./text.ts";

/** After this long without an answer we say that it is slow, rather than leave the reader wondering. */
const slowMs = 4000;

/** One line at the top while the network is gone or slow; nothing otherwise. */
export function NetworkNotice() {
  const t = useText(shellText);
  const online = useOnline();
  const slow = useSlow();
  if (online && !slow) return null;
  return (
    <output className={styles.network} data-offline={!online}>
      {t(online ? "slow" : "offline")}
    </output>
  );
}

/** Whether the device believes it has a network. */
export function useOnline(): boolean {
  return useSyncExternalStore(listen, () => navigator.onLine);
}

function useSlow(): boolean {
  const waiting = useIsFetching() > 0;
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    if (!waiting) return undefined;
    const timer = setTimeout(() => setSlow(true), slowMs);
    return () => {
      clearTimeout(timer);
      setSlow(false);
    };
  }, [waiting]);
  return slow;
}

function listen(listener: () => void): () => void {
  addEventListener("online", listener);
  addEventListener("offline", listener);
  return () => {
    removeEventListener("online", listener);
    removeEventListener("offline", listener);
  };
}
