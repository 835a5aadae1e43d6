import { type Brush, createBrush, group } from "./brush.ts";
import { paletteOf } from "./colour.ts";
import * as beauty from "./kinds/beauty.ts";
import * as home from "./kinds/home.ts";
import * as kitchen from "./kinds/kitchen.ts";
import { randomFrom } from "./random.ts";
import { sprig, stage } from "./stage.ts";

/** What can be drawn. The keys are what a product's `picture.kind` says. */
const drawings = {
  "tea-tin": kitchen.teaTin,
  teapot: kitchen.teapot,
  mug: kitchen.mug,
  bowl: kitchen.bowl,
  "snack-bag": kitchen.snackBag,
  "dried-fruit": kitchen.driedFruit,
  honey: kitchen.honey,
  "coffee-bag": kitchen.coffeeBag,
  serum: beauty.serum,
  "cream-jar": beauty.creamJar,
  "face-mask": beauty.faceMask,
  "hand-cream": beauty.handCream,
  lipstick: beauty.lipstick,
  soap: beauty.soap,
  candle: home.candle,
  lamp: home.lamp,
  "tote-bag": home.toteBag,
  towel: home.towel,
  "gift-box": home.giftBox,
  vase: home.vase,
} as const satisfies Record<string, (brush: Brush) => string>;

export type ProductKind = keyof typeof drawings;
export const productKinds = Object.keys(drawings) as readonly ProductKind[];

export type ProductPictureWish = {
  /** One of `productKinds`; anything else is drawn as a gift box. */
  readonly kind: string;
  /** Main colour, degrees on the colour circle (OKLCH): 30 red, 90 yellow, 145 green, 250 blue. */
  readonly hue: number;
  /** Decides scenery, emblem and small things. */
  readonly seed: string;
};

/** A product on a table as SVG text, 600 × 600. */
export function productPicture({ kind, hue, seed }: ProductPictureWish): string {
  const brush = createBrush(paletteOf(hue), randomFrom(`${kind} ${seed}`));
  const behind = stage(brush) + sprig(brush);
  // A little larger than drawn, about the middle of the table's edge.
  const product = group(
    'transform="translate(300 500) scale(1.14) translate(-300 -496)"',
    drawProduct(kind, brush),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 600" width="600" height="600"><defs>${brush.definitions()}</defs>${behind}${product}</svg>`;
}

/** The product alone, standing at 300,496 and about 300 high. */
export function drawProduct(kind: string, brush: Brush): string {
  const draw = Object.hasOwn(drawings, kind) ? drawings[kind as ProductKind] : home.giftBox;
  return draw(brush);
}
