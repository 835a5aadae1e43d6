import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import type { InlineConfig, Plugin } from "vite";
import { type WebApp, builtFolder } from "./apps.ts";
import { tokensCss } from "./ui/tokens.ts";

const web = fileURLToPath(new URL(".", import.meta.url));

/** Tokens are written once, in TypeScript, because charts and Ant Design need the values; CSS gets them from here. */
function tokensAsCss(): Plugin {
  const name = "virtual:tokens.css";
  return {
    name: "refrain-tokens",
    resolveId: (id) => (id === name ? name : undefined),
    load: (id) => (id === name ? tokensCss() : undefined),
  };
}

/** Libraries that change seldom and are needed by most pages of the console: cached apart from our own code. */
const consoleGroups = [
  { name: "react", test: /node_modules\/(react|react-dom|scheduler|i18next|react-i18next|@tanstack)\// },
  { name: "charts", test: /node_modules\/(echarts|zrender|tslib)\// },
];

/** The settings of one app for building and for serving while writing it. */
export function viteSettings(app: WebApp): InlineConfig {
  return {
    configFile: false,
    root: `${web}${app}`,
    base: app === "h5" ? "/" : "/console/",
    publicDir: `${web}public`,
    logLevel: "warn",
    plugins: [react(), tokensAsCss()],
    build: {
      outDir: builtFolder(app),
      emptyOutDir: true,
      target: ["chrome111", "safari16.4", "firefox114"],
      reportCompressedSize: false,
      chunkSizeWarningLimit: 2000,
      assetsInlineLimit: 2048,
      rolldownOptions: {
        checks: { pluginTimings: false },
        output: app === "console" ? { codeSplitting: { groups: consoleGroups } } : {},
      },
    },
  };
}
