/** What a shop may do with its members. Blasts have no gate, as in the tools that send them; Refrain's plan has nothing else. */
import type { Message, Mind } from "./truth.ts";
import type { Premises, World } from "./world.ts";

export type Blast = { readonly no: number; readonly message: Message };

export type Policy = {
  readonly key: string;
  readonly name: string;
  /** Messages that leave today without any gate. */
  readonly blasts: (minds: readonly Mind[], day: number, figures: readonly Figures[]) => readonly Blast[];
  /** What happens on the first morning of a week. */
  readonly weekly?: (world: World, premises: Premises) => Promise<void>;
};

/** What any tool knows of a customer. */
export type Figures = { orders: number; lastDay: number; products: number[] };

const morning = 10;
const toAll = (minds: readonly Mind[], day: number, offer: boolean): Blast[] =>
  minds.map(({ no }) => ({
    no,
    message: { purpose: "sales", product: -1, hour: morning, offerKey: offer ? `blast ${day}` : undefined },
  }));

export const policies: readonly Policy[] = [
  { key: "nothing", name: "Nothing is sent", blasts: () => [] },
  {
    key: "weekly",
    name: "One sales blast a week to all, a tenth off",
    blasts: (minds, day) => (day % 7 === 2 ? toAll(minds, day, true) : []),
  },
  {
    key: "thrice",
    name: "Three sales blasts a week to all, a tenth off",
    blasts: (minds, day) => ([1, 3, 5].includes(day % 7) ? toAll(minds, day, true) : []),
  },
  { key: "rfm", name: "RFM segments, coupons for those at risk", blasts: rfmBlasts },
  {
    key: "refrain",
    name: "Refrain's plan",
    blasts: () => [],
    weekly: async (world, { shopId }) => {
      await world.repurchase.forecasts.refit(shopId);
      const plan = await world.repurchase.plans.make(shopId, "referee");
      await world.repurchase.plans.approve(shopId, plan.id, "referee");
    },
  },
];

/**
 * What most teams do: on Tuesdays everybody who bought within 30 days hears of what she bought before, without an offer;
 * who bought 31 to 90 days ago gets a tenth off; on Fridays those silent for longer get it too, every other week.
 */
function rfmBlasts(minds: readonly Mind[], day: number, figures: readonly Figures[]): Blast[] {
  const isTuesday = day % 7 === 1;
  const isFriday = day % 14 === 4;
  if (!isTuesday && !isFriday) return [];
  return minds.flatMap(({ no }): Blast[] => {
    const { orders, lastDay, products } = figures[no]!;
    if (orders === 0) return [];
    const silent = day - lastDay;
    const about = { purpose: "sales", hour: morning } as const;
    if (isTuesday && silent <= 30) return [{ no, message: { ...about, product: products.at(-1) ?? -1 } }];
    const isDue = (isTuesday && silent <= 90) || (isFriday && silent > 90);
    return isDue ? [{ no, message: { ...about, product: -1, offerKey: `rfm ${day}` } }] : [];
  });
}
