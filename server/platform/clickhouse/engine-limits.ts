import { join } from "node:path";

/** How much of the machine the embedded engine may take. */
export type EngineLimits = {
  /** Resident memory the whole child process aims to stay under, in MiB. At least 512. */
  readonly memoryMegabytes: number;
  /** Threads one query may use. */
  readonly threads: number;
};

/** Enough for tens of millions of events, and little enough to live beside PostgreSQL on a small machine. */
export const defaultLimits: EngineLimits = { memoryMegabytes: 768, threads: 2 };

const bytesPerMegabyte = 1024 * 1024;

/** Longest time one statement may run, in seconds. The door serves statements in turn, so none may run forever. */
export const longestStatementSeconds = 120;

export function configPath(dataDir: string): string {
  return join(dataDir, "embedded.xml");
}

/**
 * The engine's own configuration. Every insert is forced to disk before it is acknowledged, so that not even a
 * power cut loses what the sender believes written; times are UTC whatever the machine's zone.
 */
export function engineConfig({ memoryMegabytes }: EngineLimits): string {
  const cacheBytes = Math.round(memoryMegabytes * 0.06) * bytesPerMegabyte;
  return `<clickhouse>
  <timezone>UTC</timezone>
  <max_server_memory_usage>${memoryMegabytes * bytesPerMegabyte}</max_server_memory_usage>
  <mark_cache_size>${cacheBytes}</mark_cache_size>
  <primary_index_cache_size>${cacheBytes}</primary_index_cache_size>
  <merge_tree>
    <fsync_after_insert>1</fsync_after_insert>
    <fsync_part_directory>1</fsync_part_directory>
  </merge_tree>
</clickhouse>
`;
}

/** Arguments of every connection. Large sorts and groupings spill to disk before a query reaches its limit. */
export function connectionArguments(dataDir: string, { memoryMegabytes, threads }: EngineLimits): string[] {
  const queryBytes = Math.round((memoryMegabytes - 256) * 0.8) * bytesPerMegabyte;
  const spillBytes = Math.round(queryBytes * 0.4);
  return [
    `--config-file=${configPath(dataDir)}`,
    `--max_threads=${threads}`,
    `--max_memory_usage=${queryBytes}`,
    `--max_bytes_before_external_group_by=${spillBytes}`,
    `--max_bytes_before_external_sort=${spillBytes}`,
    `--max_execution_time=${longestStatementSeconds}`,
    "--async_insert=0",
  ];
}
