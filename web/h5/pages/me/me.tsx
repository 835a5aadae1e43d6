import { Link } from "@tanstack/react-router";
import { LanguageSwitch, LogoMark, useText } from "../../../ui/index.ts";
import { NextIcon } from "../../shell/icons.tsx";
import styles from "./me.module.css";
import { meText } from "./text.ts";

/** Oneself: who one is here, and the ways to orders, data and language. */
export function MePage() {
  const t = useText(meText);
  return (
    <>
      <h1 className="visually-hidden">{t("title")}</h1>
      <div className={styles.card}>
        <LogoMark size={52} />
        <div>
          <strong>{t("guest")}</strong>
          <p>{t("guestHint")}</p>
        </div>
      </div>
      <ul className={styles.list}>
        <li>
          <Link to="/orders">
            {t("myOrders")}
            <NextIcon />
          </Link>
        </li>
        <li>
          <Link to="/me/data">
            <span>
              {t("myData")}
              <small>{t("myDataHint")}</small>
            </span>
            <NextIcon />
          </Link>
        </li>
        <li>
          <span className={styles.row}>
            {t("language")}
            <LanguageSwitch />
          </span>
        </li>
      </ul>
    </>
  );
}
