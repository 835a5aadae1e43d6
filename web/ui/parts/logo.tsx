import { uiText } from "../text.ts";
import { useText } from "../text/text.ts";
import styles from "./parts.module.css";

/**
 * The mark: a repeat sign (two dots, bar) whose bars fade like an echo. Come back; and hold back.
 * `size` is the edge in CSS pixels.
 */
export function LogoMark({ size = 28 }: { readonly size?: number }) {
  return (
    <svg viewBox="0 0 48 48" width={size} height={size} aria-hidden="true">
      <rect width="48" height="48" rx="13" fill="var(--logo-ground, #0f6158)" />
      <g fill="#fff">
        <circle cx="13.2" cy="19" r="2.9" />
        <circle cx="13.2" cy="29" r="2.9" />
        <rect x="19.6" y="10.5" width="5.8" height="27" rx="2.9" />
        <rect x="29" y="15" width="3.8" height="18" rx="1.9" opacity="0.82" />
        <rect x="36.2" y="19.5" width="2.6" height="9" rx="1.3" opacity="0.6" />
      </g>
    </svg>
  );
}

/** Mark and name. */
export function Logo({ size = 28 }: { readonly size?: number }) {
  const t = useText(uiText);
  return (
    <span className={styles.logo} style={{ fontSize: size * 0.64 }}>
      <LogoMark size={size} />
      <b>{t("brand")}</b>
    </span>
  );
}
