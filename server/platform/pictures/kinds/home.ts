import { type Brush, box, group, line, oval, path, rounded, shine } from "../brush.ts";
import { emblem, label } from "../emblem.ts";
import { shadow } from "../stage.ts";

/** Things for the house, standing on the table at y = 496. */
export function candle(brush: Brush): string {
  const { light, body, dark, cream, creamDark, warm, white, deep } = brush.palette;
  return [
    oval(300, 216, 190, 190, brush.glow([0, warm, 0.5], [0.5, warm, 0.16], [1, warm, 0])),
    shadow(brush, 300, 496, 220),
    path(
      "M300 150c26 34 32 56 18 82-8 14-28 14-36 0-14-26-8-48 18-82z",
      brush.down([0, "#ffdf8a"], [1, "#f59a33"]),
    ),
    path("M300 188c12 16 14 28 7 40-4 6-10 6-14 0-7-12-5-24 7-40z", "#fff6d8"),
    line("M300 240v30", deep, 4),
    oval(300, 284, 102, 20, creamDark),
    oval(300, 281, 96, 16, cream),
    path(
      "M196 286a104 20 0 0 0 208 0v182a30 30 0 0 1-30 30H226a30 30 0 0 1-30-30z",
      brush.round(light, body, dark),
    ),
    path("M196 286a104 20 0 0 0 208 0v14a104 20 0 0 1-208 0z", white, 'opacity="0.3"'),
    label(brush, 236, 340, 128, 122),
    shine(212, 318, 12, 150, 0.36),
  ].join("");
}

export function lamp(brush: Brush): string {
  const { light, body, dark, warm, wood, woodDark, cream } = brush.palette;
  return [
    path("M176 300h248l70 172H106z", brush.down([0, warm, 0.55], [1, warm, 0])),
    shadow(brush, 300, 496, 170),
    box(292, 290, 16, 190, brush.across([0, wood], [1, woodDark])),
    oval(300, 488, 84, 14, woodDark),
    path("M216 488c0-26 168-26 168 0z", brush.round(wood, wood, woodDark)),
    path("M150 306c0-108 66-170 150-170s150 62 150 170z", brush.round(light, body, dark)),
    oval(300, 306, 150, 20, brush.across([0, warm], [0.5, "#fff3c9"], [1, warm])),
    path(
      "M188 286c4-66 40-112 84-124",
      cream,
      'fill-opacity="0" stroke="#ffffff" stroke-opacity="0.4" stroke-width="12" stroke-linecap="round"',
    ),
    oval(300, 132, 12, 10, woodDark),
    line("M392 310v64", woodDark, 2.5),
    oval(392, 380, 7, 7, warm),
  ].join("");
}

export function toteBag(brush: Brush): string {
  const { cream, creamDark, body, dark, light } = brush.palette;
  return [
    shadow(brush, 300, 498, 280),
    line("M234 274c0-150 132-150 132 0", dark, 15),
    path(
      "M170 262h260l22 220a16 16 0 0 1-16 16H164a16 16 0 0 1-16-16z",
      brush.round(cream, cream, creamDark),
    ),
    path("M170 262h260l3 26H167z", creamDark),
    line("M216 296c0-190 168-190 168 0", brush.across([0, body], [1, dark]), 15),
    emblem(brush, 300, 378, 62, body),
    line("M250 460H350", light, 7),
    path(
      "M388 290c18 60 20 140 34 206",
      dark,
      'fill-opacity="0" stroke="#000000" stroke-opacity="0.06" stroke-width="16"',
    ),
  ].join("");
}

export function towel(brush: Brush): string {
  const { light, body, dark, cream, creamDark, accent, accentDark, leafDark } = brush.palette;
  const folded = (y: number, fill: string, edge: string) =>
    [
      rounded(150, y, 300, 78, 34, fill),
      path(`M184 ${y + 39}h266`, edge, `stroke="${edge}" stroke-width="3" opacity="0.5"`),
      ...Array.from({ length: 9 }, (_, at) =>
        line(`M${216 + at * 24} ${y + 14}v14`, edge, 3, 'opacity="0.25"'),
      ),
    ].join("");
  return [
    shadow(brush, 300, 498, 330),
    folded(420, brush.round(light, body, dark), dark),
    folded(340, brush.round(cream, cream, creamDark), body),
    folded(260, brush.round(accent, accent, accentDark), accentDark),
    line("M300 262c-10-40 6-70 30-104", leafDark, 4),
    oval(332, 158, 26, 26, cream),
    ...[0, 72, 144, 216, 288].map((turn) =>
      group(`transform="rotate(${turn} 332 158)"`, oval(332, 134, 13, 17, light, 'opacity="0.9"')),
    ),
    oval(332, 158, 8, 8, accentDark),
  ].join("");
}

export function giftBox(brush: Brush): string {
  const { light, body, dark, deep, warm, cream } = brush.palette;
  const ribbon = brush.across([0, warm], [0.5, cream], [1, warm]);
  return [
    shadow(brush, 300, 498, 280),
    rounded(172, 296, 256, 202, 10, brush.round(light, body, dark)),
    box(278, 296, 44, 202, ribbon),
    rounded(156, 238, 288, 72, 10, brush.round(body, dark, deep)),
    box(278, 238, 44, 72, ribbon),
    path("M300 238c-30-80-110-80-104-34 4 30 60 34 104 34z", ribbon),
    path("M300 238c30-80 110-80 104-34-4 30-60 34-104 34z", ribbon),
    path(
      "M300 238c-20-34-56-46-70-32-10 16 30 30 70 32zM300 238c20-34 56-46 70-32 10 16-30 30-70 32z",
      dark,
      'opacity="0.35"',
    ),
    rounded(280, 220, 40, 32, 10, warm),
    emblem(brush, 222, 400, 30, cream),
    emblem(brush, 378, 400, 30, cream),
    box(172, 310, 256, 8, deep, 'opacity="0.16"'),
  ].join("");
}

export function vase(brush: Brush): string {
  const { light, body, dark, leaf, leafDark, cream, accent, warm } = brush.palette;
  const stem = (d: string, x: number, y: number, r: number, colour: string) =>
    line(d, leafDark, 5) +
    [0, 60, 120, 180, 240, 300]
      .map((turn) =>
        group(`transform="rotate(${turn} ${x} ${y})"`, oval(x, y - r, r * 0.5, r * 0.78, colour)),
      )
      .join("") +
    oval(x, y, r * 0.42, r * 0.42, warm);
  return [
    shadow(brush, 300, 496, 200),
    stem("M296 300C280 220 250 190 232 158", 228, 150, 34, cream),
    stem("M304 300C312 220 350 170 368 138", 372, 130, 30, accent),
    stem("M300 300C300 230 304 150 302 104", 302, 96, 24, light),
    path("M288 280c-50-8-66-40-66-64 36 0 58 24 66 64zM314 284c40-14 62-44 62-72-34 6-56 32-62 72z", leaf),
    path(
      "M262 268h76c-2 46 66 64 66 140 0 56-32 90-60 90h-88c-28 0-60-34-60-90 0-76 68-94 66-140z",
      brush.round(light, body, dark),
    ),
    oval(300, 268, 38, 9, dark),
    path(
      "M199 392c60 22 142 22 202 0 2 10 3 18 3 26-62 20-146 20-208 0 0-8 1-16 3-26z",
      cream,
      'opacity="0.75"',
    ),
    shine(220, 352, 13, 96, 0.36),
  ].join("");
}
