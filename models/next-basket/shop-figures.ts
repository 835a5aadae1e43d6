import { bestOf } from "./sparse.ts";
import type { UserItems } from "./user-items.ts";

/** A user to learn from: what they had bought, and the basket that came next. */
export interface Learner {
  readonly user: number;
  readonly before: UserItems;
  readonly next: readonly number[];
}

/** Learners looked at per item of a last basket, and items of it that are looked at. */
const FOLLOWERS = 8;
const LEADERS = 6;
/** Items in demand that are listed. */
const POPULAR = 400;
/** Prior learners who bought nothing after an item. */
const FOLLOW_PRIOR = 10;

/**
 * What is known of items from all learners, as plain counts: a learner can be added and taken out again at any time, so
 * one new order changes the figures at once and exactly as if all had been counted anew.
 */
export class ShopFigures {
  readonly items: number;
  /** Users who bought the item before, and how many of these also have it in the basket to come. */
  readonly buyers: Float64Array;
  readonly buyersAgain: Float64Array;
  /** Users whose basket to come holds the item. */
  readonly coming: Float64Array;
  /** Baskets with the item before. */
  readonly baskets: Float64Array;
  users = 0;
  allBuyers = 0;
  allAgain = 0;
  /** By item: the learners whose last basket held it, in ascending order; and the next basket of each learner. */
  readonly #ledBy: number[][];
  readonly #next = new Map<number, readonly number[]>();
  readonly #coming: Uint8Array;
  #popular: Int32Array | undefined;

  constructor(items: number) {
    this.items = items;
    this.buyers = new Float64Array(items);
    this.buyersAgain = new Float64Array(items);
    this.coming = new Float64Array(items);
    this.baskets = new Float64Array(items);
    this.#ledBy = Array.from({ length: items }, () => []);
    this.#coming = new Uint8Array(items);
  }

  /** Counts a learner in. One learner per user: take the former out first. */
  add(learner: Learner): void {
    this.#count(learner, 1);
    for (const i of learner.before.last) insert(this.#ledBy[i]!, learner.user);
    this.#next.set(learner.user, learner.next);
  }

  /** Takes a learner out who was added with the same figures. */
  remove(learner: Learner): void {
    this.#count(learner, -1);
    for (const i of learner.before.last) {
      const list = this.#ledBy[i]!;
      list.splice(list.indexOf(learner.user), 1);
    }
    this.#next.delete(learner.user);
  }

  #count({ before, next }: Learner, sign: 1 | -1): void {
    this.#popular = undefined;
    for (const i of next) this.#coming[i] = 1;
    for (let k = 0; k < before.item.length; k++) {
      const i = before.item[k]!;
      this.buyers[i]! += sign;
      this.baskets[i]! += sign * before.count[k]!;
      if (this.#coming[i] === 1) {
        this.buyersAgain[i]! += sign;
        this.allAgain += sign;
      }
    }
    for (const i of next) {
      this.coming[i]! += sign;
      this.#coming[i] = 0;
    }
    this.allBuyers += sign * before.item.length;
    this.users += sign;
  }

  /** Items most in demand, best first. */
  popular(): Int32Array {
    this.#popular ??= bestOf(Int32Array.from(this.coming.keys()), this.coming, POPULAR);
    return this.#popular;
  }

  /** Mean chance that a buyer buys again, which shrinks the items' own. */
  get againShare(): number {
    return (this.allAgain + 1) / (this.allBuyers + 20);
  }

  /** The items that fewest learners bought last; ties to the lower item. */
  #rarest(items: Int32Array): Int32Array {
    if (items.length <= LEADERS) return items;
    // Sorted as plain numbers: how many had it last, then the item.
    const keys = Float64Array.from(items, (i) => this.#ledBy[i]!.length * this.items + i).toSorted();
    return Int32Array.from(keys.subarray(0, LEADERS), (key) => key % this.items);
  }

  /**
   * Calls `found(follower, share, leader)` for what learners bought next after a basket that shares an item with `last`;
   * shares of one follower add up. At most six leaders, the rarest first, and eight learners of each, evenly chosen,
   * bound the work. `self` is left out.
   */
  eachFollower(
    last: Int32Array,
    self: number,
    found: (follower: number, share: number, leader: number) => void,
  ): void {
    for (const leader of this.#rarest(last)) {
      const list = this.#ledBy[leader]!;
      const seen = Math.min(FOLLOWERS, list.length);
      const share = 1 / (seen + FOLLOW_PRIOR);
      for (let n = 0; n < seen; n++) {
        const learner = list[Math.floor((n * list.length) / seen)]!;
        if (learner === self) continue;
        for (const follower of this.#next.get(learner)!) found(follower, share, leader);
      }
    }
  }
}

/** Keeps the list ascending; learners mostly come in that order. */
function insert(list: number[], user: number): void {
  let at = list.length;
  while (at > 0 && list[at - 1]! > user) at -= 1;
  if (at === list.length) list.push(user);
  else list.splice(at, 0, user);
}
