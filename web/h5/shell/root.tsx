import { useQueries } from "@tanstack/react-query";
import { Outlet } from "@tanstack/react-router";
import { useEffect } from "react";
import { ErrorNote, PlaceProvider, Toasts, useText } from "../../ui/index.ts";
import { noteArrival } from "../arrival/origin.ts";
import { useOpenLine } from "../line/use-line.ts";
import { useToldLanguage } from "../line/use-told-language.ts";
import { useMemberNews } from "../line/use-member-news.ts";
import { shopQuery, shopperQuery } from "../shopper.ts";
import { Coming } from "./between.tsx";
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
      <InShop />
      <Toasts />
    </>
  );
}

/** The pages, once it is known which shop this is and who is shopping. */
function InShop() {
  const [shop, shopper] = useQueries({ queries: [shopQuery, shopperQuery] });
  const failed = [shop, shopper].find((query) => query.isError && query.data === undefined);
  if (failed) {
    const retry = () => void Promise.all([shop.refetch(), shopper.refetch()]);
    return (
      <main id="content" className={styles.between}>
        <ErrorNote error={failed.error} onRetry={retry} />
      </main>
    );
  }
  if (shop.data === undefined || shopper.data === undefined) return <Coming />;
  return (
    <PlaceProvider timeZone={shopper.data.timeZone} currency={shop.data.currency}>
      <Inside />
    </PlaceProvider>
  );
}

function Inside() {
  useOpenLine();
  useMemberNews();
  useToldLanguage();
  useEffect(noteArrival, []);
  return <Outlet />;
}
