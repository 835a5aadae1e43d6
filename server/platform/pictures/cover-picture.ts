import { type Brush, createBrush, box, group, line, oval, path } from "./brush.ts";
import { oklch, paletteOf } from "./colour.ts";
import { drawProduct } from "./product-picture.ts";
import { type Random, between, randomFrom } from "./random.ts";

export type CoverWish = {
  /** The show's title: gives every show its own landscape. It is written on the picture only with `lettering`. */
  readonly title: string;
  /** Main colour, degrees on the colour circle (OKLCH). */
  readonly hue: number;
  readonly seed: string;
  /** Up to three kinds of products that stand in the foreground. */
  readonly kinds?: readonly string[];
  /** Writes the title on it: for places that show the picture alone. The pages set it in the reader's language. */
  readonly lettering?: boolean;
};

/** A show's cover as SVG text, 720 × 960: evening light over hills, an echo in the sky, the goods in front. */
export function coverPicture({ title, hue, seed, kinds = [], lettering = false }: CoverWish): string {
  const random = randomFrom(`cover ${title} ${seed}`);
  const brush = createBrush(paletteOf(hue), random);
  const x = between(random, 200, 520);
  const y = between(random, 200, 290);
  const parts = [
    box(0, 0, 720, 960, sky(brush, hue)),
    ...[330, 250, 180].map((r) => oval(x, y, r, r, "#ffffff", 'opacity="0.09"')),
    oval(x, y, 118, 118, brush.down([0, oklch(0.97, 0.045, 85)], [1, oklch(0.88, 0.1, 70)])),
    ...[0, 1, 2, 3].map((depth) => hills(random, depth, oklch(0.66 - depth * 0.12, 0.085, hue), brush)),
    ...goods(brush, kinds.slice(0, 3)),
    box(0, 560, 720, 400, brush.down([0, "#000000", 0], [1, "#000000", lettering ? 0.5 : 0.2])),
    ...(lettering ? words(title) : []),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 960" width="720" height="960"><defs>${brush.definitions()}</defs>${parts.join("")}</svg>`;
}

function sky(brush: Brush, hue: number): string {
  return brush.down([0, oklch(0.5, 0.1, hue)], [0.55, oklch(0.8, 0.085, 60)], [1, oklch(0.9, 0.06, 70)]);
}

/** The products on a table that is lit like the hills; the first stands in the middle, in front. */
function goods(brush: Brush, kinds: readonly string[]): string[] {
  if (kinds.length === 0) return [];
  const places = [
    [360, 0.98],
    [180, 0.74],
    [548, 0.74],
  ] as const;
  const standing = kinds.map((kind, at) => {
    const [x, scale] = places[at]!;
    const y = at === 0 ? 760 : 715;
    return group(
      `transform="translate(${x} ${y}) scale(${scale}) translate(-300 -496)"`,
      drawProduct(kind, brush),
    );
  });
  const { wall, wallDark } = brush.palette;
  return [box(0, 660, 720, 300, brush.down([0, wallDark], [1, wall])), ...standing.toReversed()];
}

function hills(random: Random, depth: number, colour: string, brush: Brush): string {
  const base = 470 + depth * 105;
  const high = () => base - between(random, 10, 120 - depth * 14);
  const d = `M0 ${high()}C120 ${high() - 40} 200 ${high()} 330 ${high()}S560 ${high() - 50} 720 ${high()}V960H0z`;
  const mist = brush.down([0, colour], [1, colour, 0.82]);
  return path(d, mist);
}

/** Lines of about nine Chinese or sixteen Latin letters; a longer title ends in "…". */
function words(title: string): string[] {
  const lines = breakLines(title.trim(), 16).slice(0, 3);
  const top = 880 - (lines.length - 1) * 74;
  return [
    group(
      'font-family="PingFang SC, Noto Sans CJK SC, Microsoft YaHei, system-ui, sans-serif" font-weight="700" font-size="60" fill="#ffffff"',
      ...lines.map((text, at) => `<text x="52" y="${top + at * 74}">${escapeXml(text)}</text>`),
    ),
    line(`M54 ${top - 88}h56`, "#ffffff", 7),
  ];
}

function breakLines(text: string, limit: number): string[] {
  const lines: string[] = [];
  let current = "";
  for (const word of wordsOf(text)) {
    if (widthOf(current + word.trimEnd()) > limit && current !== "") {
      lines.push(current.trimEnd());
      current = "";
    }
    current += word;
  }
  if (current.trim() !== "") lines.push(current.trimEnd());
  if (lines.length > 3) lines[2] = `${lines[2]}…`;
  return lines;
}

const segmenter = new Intl.Segmenter("zh", { granularity: "word" });

/** Words with the blanks and marks that follow them, so that no line begins with a comma. */
function wordsOf(text: string): string[] {
  const words: string[] = [];
  for (const { segment, isWordLike } of segmenter.segment(text)) {
    if (isWordLike === true || words.length === 0) words.push(segment);
    else words.push(`${words.pop()}${segment}`);
  }
  return words;
}

/** A Chinese sign is as wide as 1.8 Latin letters. */
function widthOf(text: string): number {
  let width = 0;
  for (const sign of text) width += /[\u2e80-\uffef]/u.test(sign) ? 1.8 : 1;
  return width;
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
