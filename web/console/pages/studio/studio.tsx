import { Link } from "@tanstack/react-router";
import { LanguageSwitch, LogoMark, useText } from "../../../ui/index.ts";
import { StudioAppearance } from "../../theme/studio-appearance.tsx";
import styles from "./studio.module.css";
import { studioText } from "./text.ts";

/** The host's desk: picture in the middle, run-sheet and chat beside it; on a phone one below the other. */
export function StudioPage() {
  const t = useText(studioText);
  return (
    <StudioAppearance>
      <div className={styles.desk}>
        <header className={styles.bar}>
          <LogoMark size={26} />
          <h1>{t("title")}</h1>
          <span className={styles.state}>{t("offAir")}</span>
          <LanguageSwitch />
          <Link to="/shows">{t("leave")}</Link>
        </header>
        <section className={styles.panel} data-area="products">
          <h2>{t("products")}</h2>
          <p>{t("productsEmpty")}</p>
        </section>
        <section className={styles.picture} aria-label={t("picture")}>
          <strong>{t("noPicture")}</strong>
          <p>{t("noPictureHint")}</p>
        </section>
        <section className={styles.panel} data-area="chat">
          <h2>{t("chat")}</h2>
          <p>{t("chatEmpty")}</p>
        </section>
      </div>
    </StudioAppearance>
  );
}
