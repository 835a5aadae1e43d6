import { uiText } from "../text.ts";
import { languages } from "../text/language.ts";
import { useLanguage, useText } from "../text/text.ts";
import styles from "./parts.module.css";

const names = { "zh-CN": "中", en: "EN" } as const;
const fullNames = { "zh-CN": "简体中文", en: "English" } as const;

/** Both languages side by side; the one in use is pressed. */
export function LanguageSwitch() {
  const t = useText(uiText);
  const { language, setLanguage } = useLanguage();
  return (
    <fieldset aria-label={t("language")} className={styles.switch}>
      {languages.map((each) => (
        <button
          key={each}
          type="button"
          lang={each}
          aria-label={`${names[each]} ${fullNames[each]}`}
          aria-pressed={each === language}
          onClick={() => setLanguage(each)}
        >
          {names[each]}
        </button>
      ))}
    </fieldset>
  );
}
