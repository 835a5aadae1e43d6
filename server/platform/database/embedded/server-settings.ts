import { totalmem } from "node:os";

const megabyte = 1024 * 1024;

/**
 * Settings for a machine that PostgreSQL shares with the product: two cores and up, memory by what there is.
 * Handed over on the command line, so that a new release brings its own.
 *
 * @param durable false only for databases that may be lost (tests): nothing waits for the disk
 */
export function serverSettings(socketDir: string, durable: boolean): string[] {
  const memoryMb = totalmem() / megabyte;
  const sharedMb = durable ? clamp(Math.round(memoryMb / 8), 64, 1024) : 64;
  const settings: Record<string, string | number> = {
    listen_addresses: "",
    unix_socket_directories: socketDir,
    unix_socket_permissions: "0700",
    max_connections: 100,
    shared_buffers: `${sharedMb}MB`,
    effective_cache_size: `${Math.round(memoryMb / 2)}MB`,
    maintenance_work_mem: "128MB",
    work_mem: "16MB",
    max_wal_size: "2GB",
    checkpoint_timeout: "15min",
    random_page_cost: 1.1,
    max_parallel_workers_per_gather: 1,
    jit: "off",
    timezone: "UTC",
    log_timezone: "UTC",
    log_line_prefix: "%m [%p] %a ",
    log_checkpoints: "off",
    idle_in_transaction_session_timeout: "5min",
    ...(durable ? safe : careless),
  };
  return Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

const safe = { fsync: "on", full_page_writes: "on", synchronous_commit: "on" };
const careless = { fsync: "off", full_page_writes: "off", synchronous_commit: "off", autovacuum: "off" };

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
