import { writeFile } from "node:fs/promises";
import { settingsCatalogue } from "./settings.ts";

/** `docs/settings.md`, written from the catalogue. A test keeps the file true; `npm run settings` writes it anew. */
export function renderSettingsTable(): string {
  const rows = Object.values<Row>(settingsCatalogue).map((row) => `| ${cellsOf(row).join(" | ")} |`);
  return `# Settings

Every setting is an environment variable. None is needed. Each name may also be given with the prefix \`REFRAIN_\`
(\`REFRAIN_PORT\`), which wins. This page is written from \`server/platform/settings.ts\` by \`npm run settings\`.

| name | default | meaning |
|---|---|---|
${rows.join("\n")}
`;
}

type Row = { name: string; meaning: string; fallback?: string; without?: string; unit?: string };

function cellsOf(row: Row): string[] {
  const value = row.fallback === undefined || row.fallback === "" ? row.without : `\`${row.fallback}\``;
  const unit = row.unit === undefined ? "" : ` ${row.unit}`;
  return [`\`${row.name}\``, `${value ?? ""}${unit}`, row.meaning.replaceAll("|", "\\|")];
}

if (import.meta.main) {
  await writeFile(new URL("../../docs/settings.md", import.meta.url), renderSettingsTable());
}
