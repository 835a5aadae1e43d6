import { type Brush, box, group, line, oval, path, rounded, shine } from "../brush.ts";
import { emblem, label } from "../emblem.ts";
import { between, pick } from "../random.ts";
import { shadow } from "../stage.ts";

/** Things to eat and drink, standing on the table at y = 496. */
export function teaTin(brush: Brush): string {
  const { light, body, dark, deep, warm } = brush.palette;
  return [
    shadow(brush, 300, 496, 210),
    rounded(198, 210, 204, 288, 16, brush.round(light, body, dark)),
    box(198, 240, 204, 6, deep, 'opacity="0.22"'),
    rounded(190, 158, 220, 84, 18, brush.round(body, dark, deep)),
    box(190, 226, 220, 5, warm, 'opacity="0.8"'),
    label(brush, 228, 284, 144, 168),
    shine(216, 252, 12, 226, 0.28),
    shine(208, 172, 10, 50, 0.3),
  ].join("");
}

export function mug(brush: Brush): string {
  const { light, body, dark, cream, creamDark, woodDark } = brush.palette;
  const outside = "M186 266h224v150a80 80 0 0 1-80 80h-64a80 80 0 0 1-80-80z";
  const clip = brush.inside(`<path d="${outside}"/>`);
  return [
    shadow(brush, 300, 496, 220),
    line("M404 310c76-16 96 110-14 116", dark, 28),
    line("M404 310c76-16 96 110-14 116", body, 20),
    path(outside, brush.round(cream, cream, creamDark)),
    group(
      `clip-path="${clip}"`,
      path("M180 400c50-36 80 26 120 0s80-36 120 0v110H180z", brush.round(light, body, dark)),
    ),
    emblem(brush, 298, 342, 34, dark),
    oval(298, 266, 112, 24, creamDark),
    oval(298, 269, 98, 17, woodDark),
    oval(280, 267, 50, 6, "#ffffff", 'opacity="0.18"'),
    steam(298, 232),
  ].join("");
}

export function teapot(brush: Brush): string {
  const { light, body, dark, deep, wood, woodDark } = brush.palette;
  const clay = brush.glow([0, light], [0.45, body], [1, dark]);
  return [
    shadow(brush, 300, 496, 270),
    line("M404 330c84-30 96 120-6 112", dark, 24),
    line("M404 330c84-30 96 120-6 112", body, 14),
    path("M196 400c-60-6-74-60-104-94l26-16c20 34 50 40 92 46z", brush.across([0, body], [1, dark])),
    oval(300, 400, 128, 100, clay),
    path("M196 468h208l-12 30H208z", dark, 'opacity="0.45"'),
    oval(300, 308, 82, 18, deep, 'opacity="0.35"'),
    path("M222 306c16-36 140-36 156 0z", brush.round(light, body, dark)),
    oval(300, 264, 18, 16, brush.glow([0, wood], [1, woodDark])),
    emblem(brush, 300, 398, 42, dark),
    oval(246, 356, 26, 14, "#ffffff", 'opacity="0.3" transform="rotate(-34 246 356)"'),
    steam(96, 270),
  ].join("");
}

export function bowl(brush: Brush): string {
  const { light, body, dark, cream, creamDark, warm, wood, woodDark, leaf } = brush.palette;
  const noodles = Array.from({ length: 7 }, (_, at) =>
    line(`M${206 + at * 12} ${322 - (at % 3) * 7}c30-34 60-34 ${92 - at * 4} 4`, at % 2 ? warm : cream, 8),
  );
  return [
    shadow(brush, 300, 496, 250),
    line("M330 300 470 150", woodDark, 9),
    line("M352 304 500 172", wood, 9),
    oval(300, 330, 150, 34, dark),
    oval(300, 330, 136, 26, warm, 'opacity="0.75"'),
    ...noodles,
    oval(352, 322, 34, 20, cream),
    oval(352, 322, 15, 10, warm),
    path("M214 322c16-22 34-14 40 2-14 10-30 10-40-2z", leaf),
    path(
      "M150 332a150 34 0 0 0 300 0c0 76-42 130-88 150v16H238v-16c-46-20-88-74-88-150z",
      brush.round(light, body, dark),
    ),
    path("M157 366c60 36 226 36 286 0l-6 24c-60 30-214 30-274 0z", creamDark, 'opacity="0.9"'),
    steam(270, 250),
  ].join("");
}

export function snackBag(brush: Brush): string {
  const { light, body, dark, cream, accent, accentDark, warm } = brush.palette;
  const bag = "M196 176c70-10 138-10 208 0 4 100 16 200 10 312-74 12-154 12-228 0-6-112 6-212 10-312z";
  const teeth = (y: number, up: number) =>
    `M196 ${y}${Array.from({ length: 16 }, (_, at) => `l6.5 ${at % 2 ? up : -up}l6.5 ${at % 2 ? -up : up}`).join("")}`;
  const crumbs = Array.from({ length: 5 }, () => {
    const x = between(brush.random, 110, 490);
    return group(
      `transform="translate(${x} ${between(brush.random, 512, 552)}) rotate(${between(brush.random, 0, 180)})"`,
      oval(0, 0, 20, 13, warm),
      oval(-4, -3, 9, 5, cream, 'opacity="0.5"'),
    );
  });
  return [
    shadow(brush, 300, 494, 230),
    path(bag, brush.round(light, body, dark)),
    box(196, 166, 208, 26, brush.round(body, dark, dark), 'rx="4"'),
    line(teeth(180, 5), cream, 2, 'opacity="0.4"'),
    path("M190 400c60-50 150 30 224-30l0 118c-74 12-154 12-228 0z", brush.round(accent, accent, accentDark)),
    oval(300, 306, 76, 76, cream),
    emblem(brush, 300, 306, 48, dark),
    line("M252 418H348", cream, 8),
    line("M274 440H326", cream, 5, 'opacity="0.7"'),
    shine(214, 206, 14, 240, 0.32),
    shine(388, 230, 6, 200, 0.14),
    ...crumbs,
  ].join("");
}

export function driedFruit(brush: Brush): string {
  const { cream, wood, woodDark, warm } = brush.palette;
  const jar =
    '<path d="M196 236c-14 20-22 36-22 62v158a42 42 0 0 0 42 42h168a42 42 0 0 0 42-42V298c0-26-8-42-22-62z"/>';
  const clip = brush.inside(jar);
  const colours = [warm, "#d98a3d", "#c2573a", "#e9b44c", "#a8443a", "#8f9a3e"];
  const pieces = Array.from({ length: 58 }, (_, at) => {
    const x = 180 + (at % 8) * 33 + between(brush.random, -9, 9);
    const y = 486 - Math.floor(at / 8) * 27 + between(brush.random, -7, 7);
    const colour = pick(brush.random, colours);
    return group(
      `transform="translate(${x} ${y}) rotate(${between(brush.random, 0, 180)})"`,
      oval(0, 0, 23, 16, colour),
      oval(-3, -4, 12, 6, "#ffffff", 'opacity="0.26"'),
    );
  });
  return [
    shadow(brush, 300, 496, 250),
    `<g fill="${cream}" opacity="0.55">${jar}</g>`,
    group(`clip-path="${clip}"`, ...pieces),
    `<g fill="none" stroke="#ffffff" stroke-opacity="0.75" stroke-width="5">${jar}</g>`,
    rounded(186, 186, 228, 56, 14, brush.round(wood, wood, woodDark)),
    line("M196 214H404", woodDark, 2, 'opacity="0.35"'),
    label(brush, 244, 330, 112, 124),
    shine(194, 276, 14, 180, 0.5),
  ].join("");
}

export function honey(brush: Brush): string {
  const { warm, wood, woodDark, cream, dark, deep } = brush.palette;
  const gold = brush.across([0, "#c9821b"], [0.3, "#f3bd4e"], [0.6, "#e5a22f"], [1, "#a9650f"]);
  return [
    shadow(brush, 310, 496, 240),
    path("M206 262h188l32 56v124l-32 56H206l-32-56V318z", gold),
    path("M206 262h188l32 56H174z", cream, 'opacity="0.22"'),
    path("M174 318h32v124h-32z", cream, 'opacity="0.2"'),
    rounded(212, 196, 176, 68, 12, brush.round(wood, wood, woodDark)),
    box(212, 240, 176, 5, deep, 'opacity="0.18"'),
    path("M300 312l62 34v72l-62 34-62-34v-72z", cream),
    emblem(brush, 300, 382, 34, dark),
    shine(226, 284, 12, 60, 0.4),
    group(
      'transform="translate(456 500) rotate(24)"',
      box(-5, -190, 10, 130, brush.across([0, wood], [1, woodDark]), 'rx="5"'),
      ...[0, 1, 2, 3].map((at) =>
        oval(0, -56 + at * 15, 25 - Math.abs(1.5 - at) * 5, 8, at % 2 ? woodDark : wood),
      ),
      oval(0, 2, 16, 10, warm),
    ),
  ].join("");
}

export function coffeeBag(brush: Brush): string {
  const { light, body, dark, deep, cream, woodDark } = brush.palette;
  const beans = [
    [150, 520, 20],
    [196, 544, -30],
    [436, 528, 60],
    [474, 506, 0],
    [400, 552, 15],
  ] as const;
  return [
    shadow(brush, 300, 496, 220),
    path("M204 190h192l16 306H188z", brush.round(light, body, dark)),
    path("M204 190h30l-14 306h-32z", deep, 'opacity="0.16"'),
    path("M396 190h-30l14 306h32z", deep, 'opacity="0.22"'),
    path("M204 148h192v50H204z", brush.round(body, dark, deep)),
    line("M204 172H396", cream, 2, 'opacity="0.35" stroke-dasharray="4 6"'),
    oval(300, 232, 11, 11, deep, 'opacity="0.5"'),
    oval(300, 232, 4, 4, cream, 'opacity="0.6"'),
    label(brush, 236, 276, 128, 158),
    ...beans.map(([x, y, turn]) =>
      group(
        `transform="translate(${x} ${y}) rotate(${turn})"`,
        oval(0, 0, 21, 14, woodDark),
        line("M-18 0c8-8 10 8 18 0s10 8 18 0", "#3b2417", 2.5),
      ),
    ),
  ].join("");
}

function steam(x: number, y: number): string {
  const wisp = (dx: number) => `M${x + dx} ${y}c-18-24 18-36 0-62s14-32 2-50`;
  return [-30, 4, 38].map((dx, at) => line(wisp(dx), "#ffffff", 9, `opacity="${0.6 - at * 0.12}"`)).join("");
}
