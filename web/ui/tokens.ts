/**
 * The look of Refrain in one place. Pine is trust (navigation, the shop's own actions), ember is the moment
 * (on air, price, buy), gold is membership. Text colours keep WCAG AA on the surface they are meant for;
 * `tokens.test.ts` proves it.
 */
export const palette = {
  ink: { 900: "#14201e", 700: "#34423f", 500: "#586561", 400: "#7b8784", 300: "#a9b3b0" },
  line: { 200: "#e2e6e4", 100: "#edf0ee" },
  paper: "#f5f6f4",
  card: "#ffffff",
  pine: {
    800: "#083b37",
    700: "#0b4d47",
    600: "#0f6158",
    500: "#1a7d72",
    200: "#b7dbd5",
    100: "#dceeea",
    50: "#eef6f4",
  },
  ember: { 700: "#a92b16", 600: "#cb3a20", 500: "#e2512f", 200: "#f8c4b4", 100: "#fde7df", 50: "#fef4f0" },
  gold: { 700: "#7c590f", 500: "#b98a2e", 200: "#efdcae", 100: "#f8efda" },
  sky: { 700: "#1f5680", 500: "#3a7fb5", 100: "#e0edf6" },
  good: { 700: "#1f6b3a", 100: "#dff1e4" },
} as const;

/** The studio is dark, so that the picture is the brightest thing on the host's desk. */
const night = {
  page: "#0c1312",
  card: "#141d1b",
  raised: "#1d2826",
  line: "#2c3936",
  text: "#eef3f1",
  soft: "#a8b5b1",
  faint: "#7e8c88",
  action: "#4fbfae",
  actionInk: "#06211d",
  hot: "#ff7a5c",
} as const;

/** What a surface and the things on it are called in CSS: `var(--text)`. One set per theme. */
export type Theme = "day" | "studio";

export const themes = {
  day: {
    page: palette.paper,
    card: palette.card,
    raised: palette.card,
    sunken: palette.line[100],
    line: palette.line[200],
    text: palette.ink[900],
    "text-soft": palette.ink[500],
    "text-faint": palette.ink[400],
    action: palette.pine[600],
    "action-strong": palette.pine[700],
    "action-soft": palette.pine[50],
    "on-action": "#ffffff",
    hot: palette.ember[600],
    "hot-strong": palette.ember[700],
    "hot-soft": palette.ember[50],
    "on-hot": "#ffffff",
    member: palette.gold[700],
    "member-soft": palette.gold[100],
    good: palette.good[700],
    "good-soft": palette.good[100],
    info: palette.sky[700],
    "info-soft": palette.sky[100],
    shadow: "0 1px 2px rgb(20 32 30 / 5%), 0 6px 20px rgb(20 32 30 / 6%)",
    "shadow-high": "0 2px 6px rgb(20 32 30 / 8%), 0 18px 48px rgb(20 32 30 / 16%)",
  },
  studio: {
    page: night.page,
    card: night.card,
    raised: night.raised,
    sunken: "#080d0c",
    line: night.line,
    text: night.text,
    "text-soft": night.soft,
    "text-faint": night.faint,
    action: night.action,
    "action-strong": "#7ad6c8",
    "action-soft": "#17302c",
    "on-action": night.actionInk,
    hot: night.hot,
    "hot-strong": "#ff9880",
    "hot-soft": "#33191280",
    "on-hot": "#2a0a03",
    member: "#e9c673",
    "member-soft": "#332a16",
    good: "#7fd09b",
    "good-soft": "#17301f",
    info: "#8cc3ec",
    "info-soft": "#152a3a",
    shadow: "0 1px 2px rgb(0 0 0 / 40%)",
    "shadow-high": "0 18px 48px rgb(0 0 0 / 55%)",
  },
} as const satisfies Record<Theme, Record<string, string>>;

/** Series colours of charts: told apart by hue and by lightness, so that they survive colour blindness and print. */
export const chartColours = [
  "#0f6158",
  "#e2512f",
  "#3a7fb5",
  "#c79a3b",
  "#7a5c86",
  "#8fb8ae",
  "#8b4a36",
  "#5d6f8e",
] as const;

const scale = {
  "size-xs": "0.6875rem",
  "size-sm": "0.8125rem",
  "size-md": "0.9375rem",
  "size-lg": "1.0625rem",
  "size-xl": "1.3125rem",
  "size-2xl": "1.75rem",
  "size-3xl": "2.375rem",
  "space-1": "4px",
  "space-2": "8px",
  "space-3": "12px",
  "space-4": "16px",
  "space-5": "20px",
  "space-6": "24px",
  "space-8": "32px",
  "space-10": "40px",
  "space-16": "64px",
  "radius-sm": "6px",
  "radius-md": "10px",
  "radius-lg": "16px",
  "radius-full": "999px",
  "motion-fast": "120ms",
  "motion-calm": "240ms",
  "ease-out": "cubic-bezier(0.2, 0.7, 0.2, 1)",
  "font-text": fontStack(),
  "font-mono": 'ui-monospace, "SF Mono", "JetBrains Mono", "Noto Sans Mono CJK SC", Consolas, monospace',
} as const;

/** The reader's own system fonts: nothing to download, and Chinese looks as it does in the apps around it. */
export function fontStack(): string {
  return '-apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, "PingFang SC", "HarmonyOS Sans SC", "MiSans", "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC", system-ui, sans-serif';
}

/** All tokens as CSS custom properties: scale and day theme on `:root`, the studio on `[data-theme=studio]`. */
export function tokensCss(): string {
  return [
    `:root {\n  color-scheme: light;\n${lines(scale)}\n${lines(themes.day)}\n}`,
    `[data-theme="studio"] {\n  color-scheme: dark;\n${lines(themes.studio)}\n}`,
    "@media (prefers-reduced-motion: reduce) {\n  :root { --motion-fast: 1ms; --motion-calm: 1ms; }\n}",
  ].join("\n");
}

function lines(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `  --${name}: ${value};`)
    .join("\n");
}
