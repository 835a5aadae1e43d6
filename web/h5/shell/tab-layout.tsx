import { Link, Outlet } from "@tanstack/react-router";
import { LanguageSwitch, LogoMark, useText } from "../../ui/index.ts";
import { unitsIn } from "../cart/cart.ts";
import { useCart } from "../cart/cart-store.ts";
import { useUnread } from "../line/use-unread.ts";
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
          <CartLink />
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

function CartLink() {
  const t = useText(shellText);
  const units = unitsIn(useCart());
  return (
    <Link
      to="/cart"
      className={styles.icon}
      aria-label={units > 0 ? t("cartWith", { count: units }) : t("cart")}
    >
      <CartIcon />
      {units > 0 && <b aria-hidden="true">{units}</b>}
    </Link>
  );
}

function Tabs() {
  const t = useText(shellText);
  const unread = useUnread();
  return (
    <nav aria-label={t("tabs")} className={styles.tabs}>
      {tabs.map(({ to, name, Icon }) => (
        <Link key={to} to={to} activeOptions={{ exact: to === "/" }} className={styles.tab}>
          <Icon />
          <span>{t(name)}</span>
          {name === "inbox" && unread > 0 && (
            <b>
              <span aria-hidden="true">{unread > 99 ? "99+" : unread}</span>
              <span className="visually-hidden">{t("unread", { count: unread })}</span>
            </b>
          )}
        </Link>
      ))}
    </nav>
  );
}
