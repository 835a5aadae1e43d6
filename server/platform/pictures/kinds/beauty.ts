import { type Brush, box, group, line, oval, path, rounded, shine } from "../brush.ts";
import { emblem, label } from "../emblem.ts";
import { shadow } from "../stage.ts";

/** Things for skin and face, standing on the table at y = 496. */
export function serum(brush: Brush): string {
  const { light, body, dark, deep, metal, metalDark, white } = brush.palette;
  return [
    shadow(brush, 300, 496, 180),
    path("M278 168c0-54 44-54 44 0v26h-44z", brush.round(dark, deep, deep)),
    rounded(260, 186, 80, 62, 10, brush.round(white, metal, metalDark)),
    ...[0, 1, 2, 3, 4].map((at) => box(271 + at * 14, 192, 3, 50, metalDark, 'opacity="0.35"')),
    box(272, 246, 56, 26, brush.round(light, body, dark)),
    path(
      "M272 264c0 24-62 20-62 66v134a34 34 0 0 0 34 34h112a34 34 0 0 0 34-34V330c0-46-62-42-62-66z",
      brush.round(light, body, dark),
      'opacity="0.94"',
    ),
    path("M214 350c60-14 112 14 172 0v112a32 32 0 0 1-32 32H246a32 32 0 0 1-32-32z", deep, 'opacity="0.16"'),
    box(297, 268, 6, 190, white, 'opacity="0.28" rx="3"'),
    label(brush, 238, 356, 124, 112),
    shine(222, 326, 12, 140, 0.45),
  ].join("");
}

export function creamJar(brush: Brush): string {
  const { light, body, dark, cream, creamDark, metal, metalDark, white } = brush.palette;
  return [
    shadow(brush, 280, 496, 240),
    rounded(166, 346, 232, 152, 34, brush.round(white, cream, creamDark)),
    rounded(184, 362, 196, 120, 24, brush.round(light, body, dark)),
    rounded(160, 268, 244, 84, 18, brush.round(white, metal, metalDark)),
    oval(282, 270, 120, 12, white, 'opacity="0.8"'),
    emblem(brush, 282, 414, 34, cream),
    line("M246 462H318", cream, 5, 'opacity="0.8"'),
    shine(178, 280, 12, 58, 0.7),
    group(
      'transform="translate(446 508)"',
      oval(0, 8, 66, 16, dark, 'opacity="0.14"'),
      path("M-64 4c4-30 38-24 52-42 14-16 40-4 32 18 26-4 52 10 42 26-20 16-112 16-126-2z", cream),
      path(
        "M-40 2c8-18 34-14 44-30",
        creamDark,
        'fill-opacity="0" stroke="#ffffff" stroke-width="7" stroke-linecap="round"',
      ),
    ),
  ].join("");
}

export function faceMask(brush: Brush): string {
  const { light, body, dark, cream, accent, accentDark, deep } = brush.palette;
  const sachet = (fill: string, edge: string, mark: string) =>
    [
      rounded(-96, -150, 192, 300, 12, fill),
      box(-96, -128, 192, 3, edge, 'opacity="0.35"'),
      box(-96, 124, 192, 3, edge, 'opacity="0.35"'),
      path("M96-104l-12 8 12 8z", edge),
      mark,
    ].join("");
  const face = [
    path("M-56-50c0-84 112-84 112 0 0 62-18 116-56 116s-56-54-56-116z", cream),
    oval(-24, -42, 15, 8, dark, 'opacity="0.75"'),
    oval(24, -42, 15, 8, dark, 'opacity="0.75"'),
    line("M0-24v22", dark, 4, 'opacity="0.35"'),
    path("M-18 24c8-9 14-3 18-3s10-6 18 3c-8 10-28 10-36 0z", dark, 'opacity="0.75"'),
    line("M-40 94H40", cream, 7),
  ].join("");
  return [
    shadow(brush, 300, 498, 300),
    group(
      'transform="translate(366 332) rotate(10)"',
      sachet(brush.round(accent, accent, accentDark), deep, ""),
    ),
    group('transform="translate(262 338) rotate(-6)"', sachet(brush.round(light, body, dark), deep, face)),
    group('transform="translate(262 338) rotate(-6)"', shine(-82, -118, 10, 230, 0.32)),
  ].join("");
}

export function handCream(brush: Brush): string {
  const { light, body, dark, cream, metal, metalDark, white } = brush.palette;
  return [
    shadow(brush, 300, 498, 150),
    path("M206 118h188l-32 310H238z", brush.round(light, body, dark)),
    path("M206 118h188l-3 28H209z", white, 'opacity="0.3"'),
    ...Array.from({ length: 12 }, (_, at) => box(216 + at * 15, 121, 3, 22, dark, 'opacity="0.25"')),
    path("M219 244h162l-12 116H231z", cream),
    emblem(brush, 300, 288, 30, body),
    line("M268 334H332", dark, 5),
    rounded(236, 424, 128, 74, 12, brush.round(white, metal, metalDark)),
    ...[0, 1, 2, 3, 4, 5, 6].map((at) => box(250 + at * 16, 434, 3, 54, metalDark, 'opacity="0.28"')),
    path("M226 154h14l18 262h-12z", white, 'opacity="0.3"'),
  ].join("");
}

export function lipstick(brush: Brush): string {
  const { light, body, dark, deep, metal, metalDark, white, warm } = brush.palette;
  return [
    shadow(brush, 250, 496, 110),
    shadow(brush, 402, 502, 100),
    path("M216 246v-70c0-20 60-56 68-40v110z", brush.round(light, body, dark)),
    path("M216 178c6-22 62-56 68-40-10 22-52 44-68 40z", light, 'opacity="0.85"'),
    rounded(206, 240, 88, 80, 6, brush.round(white, metal, metalDark)),
    rounded(194, 314, 112, 184, 10, brush.round(dark, deep, "#14110f")),
    box(194, 326, 112, 6, warm, 'opacity="0.85"'),
    shine(208, 340, 10, 140, 0.25),
    rounded(350, 282, 104, 220, 12, brush.round(dark, deep, "#14110f")),
    box(350, 470, 104, 6, warm, 'opacity="0.85"'),
    emblem(brush, 402, 376, 26, warm),
    shine(364, 298, 10, 160, 0.25),
  ].join("");
}

export function soap(brush: Brush): string {
  const { light, body, dark, cream, creamDark, accent, accentDark, wood, woodDark, white } = brush.palette;
  const bar = (x: number, y: number, fill: string, edge: string) =>
    rounded(x, y + 14, 236, 84, 30, edge) + rounded(x, y, 236, 84, 30, fill);
  return [
    shadow(brush, 300, 500, 320),
    rounded(142, 470, 316, 28, 12, brush.round(wood, wood, woodDark)),
    bar(176, 376, brush.down([0, accent], [1, accentDark]), accentDark),
    group('transform="rotate(-4 300 320)"', bar(184, 282, brush.down([0, light], [1, body]), dark)),
    group(
      'transform="rotate(-4 300 320)"',
      rounded(230, 296, 144, 56, 18, cream),
      emblem(brush, 302, 324, 22, dark),
    ),
    line("M196 416H404", creamDark, 3, 'opacity="0.45"'),
    ...[
      [410, 250, 34],
      [462, 300, 20],
      [372, 212, 16],
      [444, 206, 11],
    ].map(([x, y, r]) => bubble(brush, x!, y!, r!, white)),
  ].join("");
}

function bubble(brush: Brush, x: number, y: number, r: number, white: string): string {
  return (
    oval(x, y, r, r, brush.glow([0, white, 0.1], [0.75, white, 0.3], [1, white, 0.85])) +
    oval(x - r * 0.35, y - r * 0.4, r * 0.22, r * 0.14, white)
  );
}
