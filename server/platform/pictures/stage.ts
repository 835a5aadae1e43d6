import { type Brush, box, group, line, oval, path } from "./brush.ts";
import { between, pick } from "./random.ts";

type Scenery = (brush: Brush) => string;

const sceneries: readonly Scenery[] = [
  // An arch in the wall.
  ({ palette, down }) =>
    path("M130 480V270a170 170 0 0 1 340 0v210z", down([0, palette.wallDark], [1, palette.wall])) +
    path("M150 480V272a150 150 0 0 1 300 0v208z", palette.wallLight, 'opacity="0.45"'),
  // A low sun.
  ({ palette, down, random }) =>
    oval(between(random, 250, 350), 290, 190, 190, down([0, palette.wallDark], [1, palette.wallLight])),
  // Light through a window.
  ({ palette }) =>
    group(
      'opacity="0.75"',
      path("M60 90 230 40 330 480H160z", palette.wallLight),
      path("M270 28 380-4 480 480H368z", palette.wallLight),
    ),
  // Hills far away.
  ({ palette }) =>
    path("M0 480V360c90-70 170-60 250 0 70-90 190-120 350-20v140z", palette.wallDark, 'opacity="0.7"') +
    path("M0 480v-60c120-50 220-30 320 10 90-40 180-50 280-10v60z", palette.light, 'opacity="0.35"'),
];

/** Behind the product: a wall, a scenery, a table it stands on. */
export function stage(brush: Brush): string {
  const { palette, random } = brush;
  return [
    box(0, 0, 600, 600, brush.down([0, palette.wallLight], [1, palette.wall])),
    pick(random, sceneries)(brush),
    box(0, 470, 600, 130, brush.down([0, palette.wallDark], [1, palette.wall])),
    line("M0 470H600", palette.wallLight, 2, 'opacity="0.8"'),
  ].join("");
}

/** The soft shadow under something that stands at `y` and is `width` wide. */
export function shadow(brush: Brush, x: number, y: number, width: number): string {
  const { deep } = brush.palette;
  const soft = brush.glow([0, deep, 0.42], [0.55, deep, 0.2], [1, deep, 0]);
  return oval(x + width * 0.06, y, width * 0.66, Math.max(12, width * 0.085), soft);
}

/** A sprig beside the product, on the side the seed says, or nothing. */
export function sprig(brush: Brush): string {
  const { random, palette } = brush;
  if (random() < 0.4) return "";
  const right = random() < 0.5;
  const leaves = [0, 1, 2, 3, 4].map((at) => {
    const y = -at * 34;
    const size = 30 - at * 3;
    const side = at % 2 === 0 ? 1 : -1;
    const d = `M0 ${y}c${side * size * 0.2}-${size} ${side * size}-${size} ${side * size * 1.5}-${size * 0.8}c${-side * size * 0.1} ${size * 0.8}-${side * size * 0.7} ${size}-${side * size * 1.5} ${size * 0.8}z`;
    return path(d, at % 2 === 0 ? palette.leaf : palette.leafDark);
  });
  const turn = right ? between(random, 14, 30) : between(random, -30, -14);
  return group(
    `transform="translate(${right ? 452 : 148} 500) rotate(${turn})"`,
    line("M0 6C4-50 0-110-4-160", palette.leafDark, 4),
    ...leaves,
  );
}
