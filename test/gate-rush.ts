/**
 * Eight senders at once try to send to a crowd while members change their minds and clocks wander: ahead, behind, back
 * by days. What came of it is left in the tables for `auditGate`.
 */
import { decideDue } from "../server/engage/touches/decide-touches.ts";
import { type RandomSource, seededRandom } from "../models/index.ts";
import { type Crowd, pick, type Sender, someWish } from "./gate-senders.ts";
import { placeInStream, type Word } from "./gate-ledger.ts";

export type RushOptions = {
  readonly tries: number;
  readonly perRound: number;
  readonly seed: number;
  readonly emailShare?: number;
  /** Most hours between two rounds, 4 if nothing is said. */
  readonly hoursApart?: number;
  readonly tell?: (tried: number) => void;
};

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** Returns what members asked for between the rounds, and how many decisions in what time the gate took. */
export async function rush(senders: readonly Sender[], crowd: Crowd, options: RushOptions) {
  const random = seededRandom(options.seed);
  const words: Word[] = [];
  let base = senders[0]!.clock.now().getTime();
  let [tried, decisions, decidingMs] = [0, 0, 0];
  const decideAll = async () => {
    const startedMs = performance.now();
    const decided = await Promise.all(senders.map(({ parts }) => decideDue(parts)));
    decidingMs += performance.now() - startedMs;
    decisions += decided.reduce((sum, count) => sum + count, 0);
  };
  while (tried < options.tries) {
    const count = Math.min(options.perRound, options.tries - tried);
    const asker = pick(random, senders);
    const wishes = Array.from({ length: count }, (_, i) =>
      someWish(random, crowd, `${options.seed} ${tried + i}`, asker.clock.now(), options.emailShare),
    );
    tried += count;
    await asker.engage.touches.requestMany(wishes);
    await Promise.all([decideAll(), changeMinds(random, senders, crowd, count / 50)]);
    words.push(...(await speak(random, senders, crowd)));
    base += random() * (options.hoursApart ?? 4) * hourMs;
    for (const sender of senders) sender.clock.set(new Date(base + wander(random)));
    options.tell?.(tried);
  }
  // All wishes expire within days; behind the clock that was furthest ahead every one must have its answer.
  for (let day = 0; day < 12; day += 1) {
    base += 24 * hourMs;
    for (const sender of senders) sender.clock.set(new Date(base));
    await decideAll();
  }
  return { words, decisions, decidingMs, now: new Date(base) };
}

/** How far a clock is off: mostly minutes, sometimes hours, once in a while days behind. */
function wander(random: RandomSource): number {
  const kind = random();
  if (kind < 0.85) return (random() - 0.5) * 8 * minuteMs;
  if (kind < 0.97) return (random() - 0.7) * 6 * hourMs;
  return -random() * 72 * hourMs;
}

/** Consents and own budgets change while the gate decides: each change is a fact, so its place among the decisions is known. */
async function changeMinds(random: RandomSource, senders: readonly Sender[], crowd: Crowd, count: number) {
  for (let i = 0; i < count; i += 1) {
    const change = { channel: pick(random, ["inbox", "email"] as const), granted: random() < 0.6 };
    const memberId = pick(random, crowd.memberIds);
    await pick(random, senders).engage.trust.changeContact(crowd.shopId, memberId, [change]);
    const factor = pick(random, [0.2, 0.55, 1, 1.35, 2]);
    const found = [{ memberId: pick(random, crowd.memberIds), factor, why: { en: "a test" } }];
    await pick(random, senders).engage.trust.adaptBudgets(crowd.shopId, found);
  }
}

/** Wishes about how often are said between the rounds: they are no facts, so their place is asked for. */
async function speak(random: RandomSource, senders: readonly Sender[], crowd: Crowd): Promise<Word[]> {
  const words: Word[] = [];
  for (let i = 0; i < 2; i += 1) {
    const memberId = pick(random, crowd.memberIds);
    const perWeek = pick(random, [0, 0.5, 1, 2, 4, null]);
    const quiet = pick(random, [null, { quietFrom: "13:00", quietUntil: "23:30" }]);
    const { db, engage } = pick(random, senders);
    await engage.trust.changeContact(crowd.shopId, memberId, [], {
      wishedPerWeek: perWeek,
      quietHours: quiet,
    });
    words.push({ after: await placeInStream(db, crowd.shopId), memberId, perWeek, quiet });
  }
  return words;
}
