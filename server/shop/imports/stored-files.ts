import { createWriteStream } from "node:fs";
import { mkdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

/** Where uploaded files wait for their import: one folder for each shop, named by the run. */
export function createStoredFiles(folder: string) {
  return {
    /** Writes what arrives to disk. On failure nothing stays. @returns the path and the size in bytes */
    async keep(shopId: string, runId: string, content: Readable): Promise<{ path: string; bytes: number }> {
      const file = path.join(folder, shopId, runId);
      await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
      try {
        // Order histories are personal data: nobody else on the machine may read them.
        await pipeline(content, createWriteStream(file, { mode: 0o600 }));
      } catch (error) {
        await rm(file, { force: true });
        throw error;
      }
      return { path: file, bytes: (await stat(file)).size };
    },
    /** Removes a kept file; files that were only pointed at (imports from the shell) stay. */
    async drop(file: string): Promise<void> {
      const inside = path.relative(folder, file);
      if (inside.startsWith("..") || path.isAbsolute(inside)) return;
      await rm(file, { force: true });
    },
  };
}
