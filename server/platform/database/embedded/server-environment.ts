import type { ServerUser } from "./server-user.ts";

/**
 * What PostgreSQL's programs inherit from us: none of our variables (PGDATA, PGOPTIONS and LANG would change what
 * they do), the folder `/` (ours may be closed to the server's user), and its user.
 */
export function serverEnvironment(user: ServerUser | undefined) {
  return {
    cwd: "/",
    env: { PATH: "/usr/bin:/bin", LC_ALL: "C", TZ: "UTC" },
    ...(user && { uid: user.uid, gid: user.gid }),
  };
}

/** The superuser of the cluster, by whom the product works, and its database. */
export const superuser = "refrain";
export const databaseName = "refrain";

/** With port and without TLS, because PGPORT and PGSSLMODE of our own environment would fill the gaps. */
export function socketUrl(socketDir: string, database: string): string {
  return `postgresql://${superuser}@localhost:5432/${database}?host=${encodeURIComponent(socketDir)}&sslmode=disable`;
}
