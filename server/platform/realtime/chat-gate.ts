import { createBucket } from "./rates.ts";

/** What a crowded chat chooses by. */
export type Utterance = {
  /** How much likelier it is shown than another of weight 1 when not all can be. 1 if nothing is said. */
  readonly weight?: number | undefined;
  /** Utterances with the same word say the same; in a flood one of them is enough. */
  readonly sameAs?: string | undefined;
};

type Waiting<U> = { readonly utterance: U; readonly rank: number; readonly order: number };

const windowMs = 250;
const sameWithinMs = 3000;

/**
 * The door of a topic's chat lane, before offsets are given, so that everybody and the history agree. While there is
 * room, a message passes at once. In a flood the messages of a quarter of a second meet in a reservoir and as many
 * pass as the rate allows, by weight: Efraimidis & Spirakis (2006), "Weighted random sampling with a reservoir",
 * Inf. Process. Lett. 97, algorithm A-Res: the k largest of u^(1/w). They pass in the order in which they came.
 */
export function createChatGate<U extends Utterance>(parts: {
  /** Messages a second that may pass now. */
  readonly rate: () => number;
  readonly pass: (utterance: U) => void;
  readonly dropped: () => void;
  readonly nowMs?: () => number;
  readonly random?: () => number;
}) {
  const { rate, pass, dropped, nowMs = () => performance.now(), random = Math.random } = parts;
  const bucket = createBucket(rate(), rate(), nowMs());
  const said = new Map<string, number>();
  let waiting: Waiting<U>[] = [];
  let order = 0;
  let timer: NodeJS.Timeout | undefined;

  const take = () => bucket.take(nowMs(), rate(), rate());

  function isRepeated({ sameAs }: U): boolean {
    if (sameAs === undefined) return false;
    const before = said.get(sameAs);
    said.set(sameAs, nowMs());
    return before !== undefined && nowMs() - before < sameWithinMs;
  }

  function wait(utterance: U): void {
    const rank = random() ** (1 / Math.max(1e-6, utterance.weight ?? 1));
    waiting.push({ utterance, rank, order: (order += 1) });
    const places = Math.max(1, Math.ceil((rate() * windowMs) / 1000));
    if (waiting.length > places) {
      const least = waiting.reduce((low, one) => (one.rank < low.rank ? one : low));
      waiting.splice(waiting.indexOf(least), 1);
      dropped();
    }
    timer ??= setTimeout(choose, windowMs);
  }

  function choose(): void {
    timer = undefined;
    const best = waiting.toSorted((a, b) => b.rank - a.rank);
    waiting = [];
    const passing = best.filter(() => take() || (dropped(), false));
    for (const { utterance } of passing.toSorted((a, b) => a.order - b.order)) pass(utterance);
    for (const [word, atMs] of said) if (nowMs() - atMs >= sameWithinMs) said.delete(word);
  }

  return {
    offer(utterance: U): void {
      const isFlood = waiting.length > 0 || !take();
      // A word is remembered from its first time on, but only a flood minds its repetition.
      const repeated = isRepeated(utterance);
      if (!isFlood) pass(utterance);
      else if (repeated) dropped();
      else wait(utterance);
      if (said.size > 5000) said.clear();
    },
    /** Decides at once over what waits. For tests. */
    choose,
    stop: () => clearTimeout(timer),
  };
}
