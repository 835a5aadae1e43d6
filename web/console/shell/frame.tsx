import { MenuOutlined } from "@ant-design/icons";
import { Outlet } from "@tanstack/react-router";
import { Button, Drawer, Grid } from "antd";
import { useState } from "react";
import { LanguageSwitch, Logo, PlaceProvider, useLanguage, useText } from "../../ui/index.ts";
import { useSession } from "../session.ts";
import { ClockBadge } from "./clock-badge.tsx";
import { Navigation } from "./navigation.tsx";
import styles from "./shell.module.css";
import { shellText } from "./text.ts";
import { UserMenu } from "./user-menu.tsx";

/** The frame of the console: chapters at the left (in a drawer on a phone), shop and person above. */
export function Frame() {
  const t = useText(shellText);
  const session = useSession();
  const { language } = useLanguage();
  const wide = Grid.useBreakpoint().lg ?? true;
  const [open, setOpen] = useState(false);
  const shop = session?.shop;
  const shopName = (language === "en" ? shop?.nameEn : undefined) ?? shop?.name;
  const frame = (
    <div className={styles.frame}>
      <a href="#content" className={styles.skip}>
        {t("skip")}
      </a>
      {wide && (
        <aside className={styles.side}>
          <span className={styles.logo}>
            <Logo size={28} />
          </span>
          <Navigation />
        </aside>
      )}
      <div className={styles.main}>
        <header className={styles.header}>
          {!wide && (
            <Button
              type="text"
              icon={<MenuOutlined />}
              aria-label={t("menu")}
              onClick={() => setOpen(true)}
            />
          )}
          <strong className={styles.shop}>{shopName}</strong>
          {shop?.demo === true && <ClockBadge />}
          <LanguageSwitch />
          <UserMenu />
        </header>
        <main id="content">
          <Outlet />
        </main>
      </div>
      {!wide && (
        <Drawer
          open={open}
          onClose={() => setOpen(false)}
          placement="left"
          size={272}
          title={<Logo size={26} />}
          styles={{ body: { padding: 8 } }}
        >
          <Navigation onChosen={() => setOpen(false)} />
        </Drawer>
      )}
    </div>
  );
  if (shop === undefined) return frame;
  return (
    <PlaceProvider timeZone={shop.timeZone} currency={shop.currency}>
      {frame}
    </PlaceProvider>
  );
}
