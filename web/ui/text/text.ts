import { createInstance } from "i18next";
import { initReactI18next, useTranslation } from "react-i18next";
import { type Language, languages, readLanguage, rememberLanguage } from "./language.ts";

const i18n = createInstance();

/**
 * Words. Each screen area has a folder with `text.zh-CN.ts` (the original) and `text.en.ts` (typed by it, so a
 * missing key does not compile) and a `text.ts` that joins them: `export const homeText = defineText("home", zh, en)`.
 * A component asks for its words by `const t = useText(homeText)` and `t("title")`.
 *
 * Values are put in by `{{name}}`. Where English needs a plural, write `items_one` and `items_other` in both
 * languages and call `t("items", { count })`.
 */
export type Catalogue = Readonly<Record<string, string>>;

/** The other language's catalogue must have exactly the keys of the original. */
export type SameKeys<Words extends Catalogue> = { readonly [Key in keyof Words]: string };

declare const wordsOf: unique symbol;
/** A registered catalogue: the name of its i18next namespace, and its keys in the type. */
export type Text<Words extends Catalogue> = { readonly namespace: string; readonly [wordsOf]?: Words };

type WithoutPlural<Key> = Key extends `${infer Base}_one` | `${infer Base}_other` ? Base : Key;
export type KeyOf<Words extends Catalogue> = WithoutPlural<keyof Words & string>;
export type Translate<Words extends Catalogue> = (
  key: KeyOf<Words>,
  values?: Readonly<Record<string, string | number>>,
) => string;

/** Registers one screen area's words in both languages. `name` is unique within an app. */
export function defineText<const Words extends Catalogue>(
  name: string,
  chinese: Words,
  english: SameKeys<Words>,
): Text<Words> {
  startI18n();
  i18n.addResourceBundle("zh-CN", name, chinese);
  i18n.addResourceBundle("en", name, english);
  return { namespace: name };
}

/** The words of a screen area in the reader's language. Renders anew when the language changes. */
export function useText<Words extends Catalogue>(text: Text<Words>): Translate<Words> {
  return useTranslation(text.namespace).t as unknown as Translate<Words>;
}

/** The reader's language and the way to change it; the choice is remembered on this device. */
export function useLanguage(): { readonly language: Language; readonly setLanguage: (to: Language) => void } {
  const { i18n } = useTranslation();
  return { language: i18n.language as Language, setLanguage };
}

function setLanguage(language: Language): void {
  rememberLanguage(language);
  document.documentElement.lang = language;
  void i18n.changeLanguage(language);
}

/** All words are part of the page's own code, so this is done at once and nothing is awaited. */
function startI18n(): void {
  if (i18n.isInitialized) return;
  const language = typeof location === "undefined" ? "zh-CN" : readLanguage();
  if (typeof document !== "undefined") document.documentElement.lang = language;
  void i18n.use(initReactI18next).init({
    lng: language,
    supportedLngs: [...languages],
    fallbackLng: false,
    initAsync: false,
    resources: {},
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
}
