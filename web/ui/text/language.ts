/** The languages every screen speaks. */
export const languages = ["zh-CN", "en"] as const;
export type Language = (typeof languages)[number];

const storageKey = "refrain.language";

/** What is known about the reader's wish, strongest first. */
export type LanguageSigns = {
  /** The query string of the address, e.g. `?lang=en`. */
  readonly search: string;
  /** What was chosen on this device before. */
  readonly stored: string | null;
  /** The browser's list, best first. */
  readonly preferred: readonly string[];
};

/** `?lang` wins, then the stored choice, then the browser's list; Chinese when nothing is understood. */
export function chooseLanguage({ search, stored, preferred }: LanguageSigns): Language {
  const wishes = [new URLSearchParams(search).get("lang"), stored, ...preferred];
  for (const wish of wishes) {
    const language = matchLanguage(wish);
    if (language) return language;
  }
  return "zh-CN";
}

/** "zh", "zh-Hans-CN", "ZH_tw" → "zh-CN"; "en-GB" → "en"; anything else → undefined. */
export function matchLanguage(tag: string | null | undefined): Language | undefined {
  const primary = tag?.toLowerCase().split(/[-_]/u)[0];
  if (primary === "zh") return "zh-CN";
  return primary === "en" ? "en" : undefined;
}

/** The language of this page load. A language named in the address is remembered for the next one. */
export function readLanguage(): Language {
  const language = chooseLanguage({
    search: location.search,
    stored: recall(),
    preferred: navigator.languages,
  });
  if (new URLSearchParams(location.search).has("lang")) rememberLanguage(language);
  return language;
}

/** Private windows may forbid storage; then the choice lasts as long as the page. */
export function rememberLanguage(language: Language): void {
  try {
    localStorage.setItem(storageKey, language);
  } catch {
    // Nothing is lost but the memory of the choice.
  }
}

function recall(): string | null {
  try {
    return localStorage.getItem(storageKey);
  } catch {
    return null;
  }
}
