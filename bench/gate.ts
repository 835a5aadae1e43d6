/**
 * The gate under a million tries of eight concurrent senders with wandering clocks, checked afterwards by brute force;
 * what a decision costs; and how long one takes beside a simple peer: a plain frequency cap that reads, then writes, in
 * one transaction per send, with nothing of quiet hours, consent, 80/20, deferral or reasons.
 * Run: `node bench/gate.ts [tries]` (1,000,000 when nothing is said; durable embedded PostgreSQL in a folder of its own).
 */
import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { decideDue } from "../server/engage/touches/decide-touches.ts";
import {
  connectDatabase,
  type Database,
  migrate,
  sql,
  startEmbeddedPostgres,
} from "../server/platform/database/index.ts";
import { newId } from "../server/platform/ids/index.ts";
import { seededRandom } from "../models/index.ts";
import { auditGate, findLost } from "../test/gate-ledger.ts";
import { rush } from "../test/gate-rush.ts";
import { type Crowd, openCrowd, openSender, pick, type Sender } from "../test/gate-senders.ts";

const tries = Number(process.argv[2] ?? 1_000_000);
const single = 3000;
const folder = await mkdtemp(path.join(tmpdir(), "refrain-gate-"));
const postgres = await startEmbeddedPostgres({ dataDir: path.join(folder, "postgres") });
const db = connectDatabase({ url: postgres.url, onError: () => undefined });
const startsAt = new Date("2026-03-06T04:00:00Z");
const senders = Array.from({ length: 8 }, () => openSender(postgres.url, startsAt));
try {
  await migrate(db);
  await million();
  await oneByOne();
  await peer();
} finally {
  await Promise.all(senders.map((sender) => sender.db.close()));
  await db.close();
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}

async function million(): Promise<void> {
  const crowd = await openCrowd(senders[0]!, "million", Math.max(500, Math.round(tries / 50)), 1);
  const options = { tries, perRound: Math.min(2000, Math.ceil(tries / 20)), seed: 2, emailShare: 0.05 };
  const before = await cpuSeconds();
  const startedMs = performance.now();
  const tell = (tried: number) => process.stdout.write(`\r${tried} tried, ${seconds(startedMs)} s `);
  const { words, decisions, decidingMs, now } = await rush(senders, crowd, { ...options, tell });
  const after = await cpuSeconds();
  const wall = (performance.now() - startedMs) / 1000;
  console.log(
    `\n${tries} tries, ${decisions} decisions in ${wall.toFixed(0)} s, asking and changing minds included`,
  );
  console.log(`${((decisions / decidingMs) * 1000).toFixed(0)} decisions/s while deciding`);
  const per = (of: number) => ((of / decisions) * 1e6).toFixed(0);
  const [node, server] = [after.node - before.node, after.postgres - before.postgres];
  console.log(`CPU per decision, asking included: ${per(node)} µs Node + ${per(server)} µs PostgreSQL`);
  await db.run(sql`analyze`);
  const auditMs = performance.now();
  for (const sender of senders) sender.clock.set(now);
  await senders[0]!.engage.runDue();
  const { sent, sales, violations } = await auditGate(db, crowd.shopId, words, crowd.consented);
  const lost = await findLost(db, crowd.shopId, now);
  console.log(`${sent} let go (${sales} sales), checked in ${seconds(auditMs)} s:`);
  console.log(`${violations.length} violations, ${lost.length} lost or twice`);
  for (const one of [...violations, ...lost].slice(0, 20)) console.log(one);
}

/** One waiting touch at a time, each in a decision of its own. */
async function oneByOne(): Promise<void> {
  const crowd = await openCrowd(senders[0]!, "single", 2000, 3);
  const random = seededRandom(4);
  const [sender] = senders as [Sender];
  const times: number[] = [];
  for (let i = 0; i < single; i += 1) {
    sender.clock.advance(60_000);
    await sender.engage.touches.requestMany([plainWish(crowd, pick(random, crowd.memberIds), `one ${i}`)]);
    const startedMs = performance.now();
    await decideDue(sender.parts);
    times.push(performance.now() - startedMs);
  }
  console.log(`one decision alone: ${quantiles(times)}`);
}

function plainWish(crowd: Crowd, memberId: string, key: string) {
  const text = { en: "How to store tea" };
  const words = { subject: text, body: text, why: text };
  const label = { class: "marketing", purpose: "value", kind: "content", channel: "inbox" } as const;
  return { shopId: crowd.shopId, memberId, ...label, ...words, source: "bench", worth: 1, key };
}

async function peer(): Promise<void> {
  const { shopId, memberIds } = await openCrowd(senders[0]!, "peer", 2000, 5);
  await db.run(sql`
    create table peer_send (shop_id uuid, id uuid, member_id uuid, sent_at timestamptz not null, primary key (shop_id, id))`);
  await db.run(sql`create index peer_member on peer_send (shop_id, member_id, sent_at)`);
  const random = seededRandom(6);
  const times: number[] = [];
  for (let i = 0; i < single; i += 1) {
    const startedMs = performance.now();
    await capped(senders[0]!.db, shopId, pick(random, memberIds), new Date(startsAt.getTime() + i * 60_000));
    times.push(performance.now() - startedMs);
  }
  console.log(`peer, a plain cap of 3 in 7 days, one send alone: ${quantiles(times)}`);
  const startedMs = performance.now();
  const crowded = memberIds.slice(0, 40);
  const at = new Date(startsAt.getTime() + 30 * 86_400_000);
  await Promise.all(
    senders.map(async (sender) => {
      for (let i = 0; i < single / 8; i += 1) await capped(sender.db, shopId, pick(random, crowded), at);
    }),
  );
  const over = await db.row<{ members: number }>(sql`
    select count(*)::int as members from (select member_id from peer_send
      where shop_id = ${shopId} and sent_at = ${at} group by member_id having count(*) > 3) as over`);
  const rate = (single / (performance.now() - startedMs)) * 1000;
  console.log(
    `peer, eight senders: ${rate.toFixed(0)} sends/s; over its cap: ${over!.members} of ${crowded.length} members`,
  );
}

/** What a frequency cap usually is: count, compare, insert. */
async function capped(on: Database, shopId: string, memberId: string, at: Date): Promise<void> {
  await on.transaction(async (tx) => {
    const since = new Date(at.getTime() - 7 * 86_400_000);
    const found = await tx.row<{ count: number }>(sql`
      select count(*)::int as count from peer_send where shop_id = ${shopId} and member_id = ${memberId} and sent_at > ${since}`);
    if (found!.count >= 3) return;
    await tx.run(sql`insert into peer_send values (${shopId}, ${newId(at)}, ${memberId}, ${at})`);
  });
}

/** Processor time of this process and of the PostgreSQL server with all its children, from Linux' accounts. */
async function cpuSeconds(): Promise<{ node: number; postgres: number }> {
  const { user, system } = process.cpuUsage();
  const pidFile = await readFile(path.join(folder, "postgres", "cluster", "postmaster.pid"), "utf8").catch(
    () => "",
  );
  const postmaster = pidFile.split("\n")[0];
  if (!postmaster) return { node: (user + system) / 1e6, postgres: Number.NaN };
  const children = execFileSync("ps", ["-o", "pid=", "--ppid", postmaster], { encoding: "utf8" });
  let ticks = 0;
  for (const pid of [postmaster, ...children.trim().split(/\s+/u)]) {
    const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    // utime, stime, and of ended children cutime, cstime, in hundredths of a second.
    ticks += [11, 12, 13, 14].reduce((sum, i) => sum + Number(fields[i] ?? 0), 0);
  }
  return { node: (user + system) / 1e6, postgres: ticks / 100 };
}

function quantiles(times: number[]): string {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))]!.toFixed(2);
  return `p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`;
}

function seconds(sinceMs: number): string {
  return ((performance.now() - sinceMs) / 1000).toFixed(0);
}
