import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { say } from "./say.ts";

const builder = fileURLToPath(new URL("../web/build.ts", import.meta.url));

/**
 * Builds the pages when their sources have changed, in a process of its own: a builder takes hundreds of megabytes that
 * a server would never give back, and half the time on two cores. Rejects with the builder's exit code.
 */
export function buildPages(): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [builder], { stdio: ["ignore", "pipe", "inherit"] });
    child.stdout.setEncoding("utf8");
    child.stdout.on("data", (text: string) => {
      for (const line of text.split("\n"))
        if (line.startsWith("Building") || line.startsWith("Pages")) say(line);
    });
    child.on("error", reject);
    child.on("exit", (code) => {
      if (code === 0) resolve();
      else reject(new Error(`The pages could not be built (exit code ${code}).`));
    });
  });
}
