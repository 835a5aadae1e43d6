/**
 * A process for tests that owns an embedded server: `node testing-owner.ts DATA_DIR`. Tells in one line of JSON what
 * it started (with DURABLE=yes a durable one). On SIGINT it proves that the database still answers, stops it and
 * ends; SIGTERM ends it rudely with `process.exit`.
 */
import { connectDatabase, sql, startEmbeddedPostgres } from "../index.ts";

const [dataDir = ""] = process.argv.slice(2);
const server = await startEmbeddedPostgres({ dataDir, durable: process.env["DURABLE"] === "yes" });
const db = connectDatabase({ url: server.url, onError: () => undefined });
await db.run(sql`create table if not exists kept (n int)`);
process.on("SIGTERM", () => process.exit(0));
process.on("SIGINT", () => {
  void drainAndStop();
});
// The last step: whoever reads this line may send signals.
console.log(JSON.stringify({ url: server.url, adopted: server.adopted, serverPid: server.pid() }));

async function drainAndStop(): Promise<void> {
  const kept = await db.row(sql`select count(*) as n from kept`);
  console.log(JSON.stringify(kept));
  await db.close();
  await server.stop();
  process.exit(0);
}
