import { Link, Outlet } from "@tanstack/react-router";
import { LanguageSwitch, LogoMark, useText } from "../../ui/index.ts";
import { useShopName } from "../shopper.ts";
import { CartIcon, HomeIcon, InboxIcon, MeIcon, OrdersIcon } from "./icons.tsx";
import styles from "./shell.module.css";
import { shellText } from "./text.ts";

const tabs = [
  { to: "/", name: "home", Icon: HomeIcon },
  { to: "/orders", name: "orders", Icon: OrdersIcon },
  { to: "/inbox", name: "inbox", Icon: InboxIcon },
  { to: "/me", name: "me", Icon: MeIcon },
] as const;

/** The frame of the four main pages: tabs below on a phone, in the top bar on a wide screen. */
export function TabLayout() {
  const t = useText(shellText);
  return (
    <>
      <header className={styles.top}>
        <div className={styles.topInner}>
          <Link to="/" className={styles.brand}>
            <LogoMark size={28} />
            <b>{useShopName()}</b>
          </Link>
          <span className={styles.topTabs}>
            <Tabs />
          </span>
          <LanguageSwitch />
          <Link to="/cart" className={styles.icon} aria-label={t("cart")}>
            <CartIcon />
          </Link>
        </div>
      </header>
      <main id="content" className={styles.page}>
        <Outlet />
      </main>
      <div className={styles.bottom}>
        <Tabs />
      </div>
    </>
  );
}

function Tabs() {
  const t = useText(shellText);
  return (
    <nav aria-label={t("tabs")} className={styles.tabs}>
      {tabs.map(({ to, name, Icon }) => (
        <Link key={to} to={to} activeOptions={{ exact: to === "/" }} className={styles.tab}>
          <Icon />
          <span>{t(name)}</span>
        </Link>
      ))}
    </nav>
  );
}
