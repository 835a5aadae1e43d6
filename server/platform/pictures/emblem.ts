import { type Brush, group, line, oval, path } from "./brush.ts";
import { pick } from "./random.ts";

type Draw = (colour: string) => string;

/** Small marks for labels, drawn around 0,0 in a circle of radius 40. */
const marks: readonly Draw[] = [
  // A sprig.
  (colour) =>
    [
      line("M0 36V-6", colour, 4),
      path("M0 6C-26 4-34-14-34-30-12-30 0-16 0 6z", colour),
      path("M0-4C4-26 18-36 34-36 36-16 24 0 0-4z", colour, 'opacity="0.7"'),
    ].join(""),
  // The sun over hills.
  (colour) =>
    [
      oval(0, -10, 18, 18, colour),
      path("M-40 26C-24 4-8 4 4 20 12 8 26 8 40 26z", colour, 'opacity="0.7"'),
    ].join(""),
  // Waves.
  (colour) =>
    [-16, 2, 20]
      .map((y) =>
        line(`M-36 ${y}c9-12 18-12 27 0s18 12 27 0 12-10 18-6`, colour, 5, `opacity="${1 - (y + 16) / 90}"`),
      )
      .join(""),
  // A flower.
  (colour) =>
    [0, 72, 144, 216, 288]
      .map((turn) =>
        group(`transform="rotate(${turn})"`, path("M0-6C-16-14-14-36 0-38 14-36 16-14 0-6z", colour)),
      )
      .join("") + oval(0, 0, 6, 6, "#ffffff"),
  // A moon and its ring.
  (colour) =>
    line("M34 0A34 34 0 1 1 0-34", colour, 4, 'opacity="0.6"') +
    path("M12-20A24 24 0 1 0 20 16 20 20 0 0 1 12-20z", colour),
];

/** One of the marks, at `x`,`y`, as wide as `2 × radius`. Which one is decided by the picture's seed. */
export function emblem(brush: Brush, x: number, y: number, radius: number, colour: string): string {
  const draw = pick(brush.random, marks);
  return group(`transform="translate(${x} ${y}) scale(${radius / 40})"`, draw(colour));
}

/** A paper label with an emblem and two lines that stand for words. */
export function label(brush: Brush, x: number, y: number, width: number, height: number): string {
  const { cream, creamDark, dark, body } = brush.palette;
  const middle = x + width / 2;
  const paper = brush.across([0, creamDark], [0.25, cream], [0.7, cream], [1, creamDark]);
  return [
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${Math.min(10, width / 8)}" fill="${paper}"/>`,
    emblem(brush, middle, y + height * 0.4, Math.min(width, height) * 0.25, body),
    line(`M${middle - width * 0.26} ${y + height * 0.77}H${middle + width * 0.26}`, dark, 5),
    line(
      `M${middle - width * 0.15} ${y + height * 0.88}H${middle + width * 0.15}`,
      dark,
      3.5,
      'opacity="0.5"',
    ),
  ].join("");
}
