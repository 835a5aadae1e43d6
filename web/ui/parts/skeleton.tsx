import { uiText } from "../text.ts";
import { useText } from "../text/text.ts";
import styles from "./parts.module.css";

type Props = {
  /** How many grey shapes. */
  readonly count?: number;
  /** `line` of text, `card` with a picture, `row` of a list. */
  readonly shape?: "line" | "card" | "row";
};

/** The shape of what is coming. Put it into the same grid or list as the real thing. */
export function Skeleton({ count = 1, shape = "line" }: Props) {
  const t = useText(uiText);
  return (
    <>
      {Array.from({ length: count }, (_, at) => (
        <div key={at} className={`${styles.skeleton} ${styles[shape]}`} aria-hidden={at > 0}>
          {at === 0 && <span className="visually-hidden">{t("loading")}</span>}
        </div>
      ))}
    </>
  );
}
