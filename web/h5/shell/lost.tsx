import { Link } from "@tanstack/react-router";
import { Empty, useText } from "../../ui/index.ts";
import styles from "./shell.module.css";
import { shellText } from "./text.ts";

/** An address that leads nowhere. */
export function Lost() {
  const t = useText(shellText);
  return (
    <main id="content" className={styles.between}>
      <Empty
        title={t("lostTitle")}
        action={
          <Link to="/" className={styles.wayOut}>
            {t("toHome")}
          </Link>
        }
      >
        {t("lostHint")}
      </Empty>
    </main>
  );
}
