import { readFile, writeFile } from "node:fs/promises";
import { buildOpenApi } from "../../../contract/openapi.ts";
import { routesByChapter } from "../../../contract/routes.ts";
import { namedSchemas } from "../../../contract/schemas.ts";

/** Where the emitted description lies. */
export const openApiFile = new URL("../../../contract/openapi.json", import.meta.url);

/** The description as it stands in the file: two spaces, a newline at the end. */
export function renderOpenApi(): string {
  return `${JSON.stringify(buildOpenApi(routesByChapter, namedSchemas()), undefined, 2)}\n`;
}

/** True when the emitted file is what the routes say now. */
export async function isOpenApiCurrent(): Promise<boolean> {
  const written = await readFile(openApiFile, "utf8").catch(() => "");
  return written === renderOpenApi();
}

if (import.meta.main) {
  if (!process.argv.includes("--check")) {
    await writeFile(openApiFile, renderOpenApi());
  } else if (!(await isOpenApiCurrent())) {
    console.error("contract/openapi.json is not what the routes say. Run: npm run openapi");
    process.exitCode = 1;
  }
}
