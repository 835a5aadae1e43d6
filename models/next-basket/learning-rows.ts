import type { ChoiceTable } from "./listwise.ts";
import type { UserItems } from "./user-items.ts";

/** Lists of alternatives to learn from: all that were bought, and some of those that were not. */
export class LearningRows {
  readonly lists: { readonly user: UserItems; readonly alternatives: number }[] = [];
  readonly #width: number;
  readonly #enough: number;
  readonly #misses: number;
  #hits = 0;
  readonly #start = [0];
  readonly #chosen: number[] = [];
  readonly #weight: number[] = [];
  #values: Float64Array;

  /** Rows of `width` features; `enough` bought ones, and at most `misses` others per list. */
  constructor(width: number, enough: number, misses: number) {
    this.#width = width;
    this.#enough = enough;
    this.#misses = misses;
    this.#values = new Float64Array(width * 1024);
  }

  get isEnough(): boolean {
    return this.#hits >= this.#enough;
  }

  /**
   * Adds a list of items. Of the misses some are taken, evenly over the list, beginning at a place that differs from
   * list to list; each speaks for those left out.
   */
  addList(
    user: UserItems,
    items: ArrayLike<number>,
    bought: Uint8Array,
    write: (k: number, out: Float64Array, at: number, hit: number) => void,
  ): void {
    let hits = 0;
    for (let k = 0; k < items.length; k++) hits += bought[items[k]!]!;
    this.#hits += hits;
    const missed = items.length - hits;
    const taken = Math.min(this.#misses, missed);
    const offset = taken > 0 ? ((this.lists.length * 0.618_033_988_75) % 1) * (missed / taken) : 0;
    let miss = 0;
    let next = offset;
    for (let k = 0; k < items.length; k++) {
      const hit = bought[items[k]!]!;
      if (hit === 0) {
        const drawn = miss >= Math.floor(next);
        miss += 1;
        if (!drawn) continue;
        next += missed / taken;
      }
      this.#grow();
      write(k, this.#values, this.#chosen.length * this.#width, hit);
      this.#chosen.push(hit);
      this.#weight.push(hit === 1 ? 1 : missed / taken);
    }
    this.lists.push({ user, alternatives: items.length });
    this.#start.push(this.#chosen.length);
  }

  #grow(): void {
    const need = (this.#chosen.length + 1) * this.#width;
    if (need <= this.#values.length) return;
    const larger = new Float64Array(2 * this.#values.length);
    larger.set(this.#values);
    this.#values = larger;
  }

  table(): ChoiceTable {
    return {
      start: this.#start,
      width: this.#width,
      values: this.#values,
      chosen: Uint8Array.from(this.#chosen),
      weight: Float64Array.from(this.#weight),
    };
  }
}
