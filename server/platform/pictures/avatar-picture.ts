import { createBrush, group, line, oval, path } from "./brush.ts";
import { oklch, paletteOf } from "./colour.ts";
import { between, pick, randomFrom } from "./random.ts";

export type AvatarWish = { readonly seed: string };

const skins = ["#f8d9c0", "#f2c9a8", "#e6b48e", "#cf9870", "#a8744f"] as const;
const hairs = ["#1f1a1c", "#2d2220", "#4a332a", "#6b4a35", "#8d6b4a"] as const;

/** Hair behind and in front of the face, for a face around 120,112. */
const haircuts: readonly (readonly [behind: string, front: string])[] = [
  ["M64 116c0-80 112-80 112 0v74H64z", "M70 110c2-52 98-52 100 0-22-6-38-18-46-34-12 18-30 30-54 34z"],
  ["M70 108c0-66 100-66 100 0v26H70z", "M70 106c0-60 100-62 100 0-10-16-22-24-36-26-20-2-44 4-64 26z"],
  [
    "M60 124c-4-86 124-86 120 0 0 26-8 40-18 50H78c-10-10-18-24-18-50z",
    "M70 112c4-54 96-54 100 0-14-22-34-28-50-28s-36 6-50 28z",
  ],
  [
    "M120 30a22 22 0 1 1 0 36 22 22 0 0 1 0-36zM68 112c0-70 104-70 104 0z",
    "M70 108c6-50 94-50 100 0-30-20-70-20-100 0z",
  ],
  [
    "M66 112c0-72 108-72 108 0v52c0 22-14 40-22 40V130H88v74c-8 0-22-18-22-40z",
    "M70 110c6-50 94-50 100 0-8-14-20-24-30-28-16 20-42 26-70 28z",
  ],
  // Short.
  [
    "M72 104c-6-70 102-70 96 0v10H72z",
    "M74 104c-4-56 96-60 94 0-8-8-14-18-18-28-18 8-46 10-62 4-4 8-8 16-14 24z",
  ],
  [
    "M72 108c0-62 96-62 96 0z",
    "M74 106c-2-26 8-44 24-50 6 6 50-8 60 12 10 8 12 24 10 38-8-8-16-14-20-24-22 6-44 4-56-2-6 8-12 16-18 26z",
  ],
  // Curls.
  [
    "M66 112a20 20 0 0 1 8-36 24 24 0 0 1 40-20 24 24 0 0 1 40 10 20 20 0 0 1 18 36l-2 16H68z",
    "M72 104c8-34 88-34 96 0-16-16-26-18-38-16-18 4-40 0-58 16z",
  ],
];

/** A friendly face as SVG text, 240 × 240: the same person for the same seed. */
export function avatarPicture({ seed }: AvatarWish): string {
  const random = randomFrom(`avatar ${seed}`);
  const hue = between(random, 0, 360);
  const brush = createBrush(paletteOf(hue), random);
  const skin = pick(random, skins);
  const hair = random() < 0.08 ? "#b9b4b0" : pick(random, hairs);
  const [behind, front] = pick(random, haircuts);
  const clothes = oklch(0.6, 0.11, hue + between(random, 90, 220));
  const glasses = random() < 0.22;
  const parts = [
    `<rect width="240" height="240" fill="${brush.down([0, brush.palette.wall], [1, brush.palette.light])}"/>`,
    path(behind, hair),
    path("M40 250c0-54 34-76 80-76s80 22 80 76z", clothes),
    path("M104 150h32v30c-6 14-26 14-32 0z", skin),
    path("M104 164c10 8 22 8 32 0v8c-8 12-24 12-32 0z", "#000000", 'opacity="0.1"'),
    oval(120, 114, 46, 52, skin),
    oval(90, 132, 11, 7, "#e8735a", 'opacity="0.24"'),
    oval(150, 132, 11, 7, "#e8735a", 'opacity="0.24"'),
    eyes(random() < 0.3),
    line("M96 104c5-4 11-4 16-1M128 103c5-3 11-3 16 1", hair, 3, 'opacity="0.8"'),
    smile(random() < 0.35),
    path(front, hair),
    glasses ? group('fill="none" stroke="#333" stroke-width="3"', frames) : "",
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 240" width="240" height="240"><defs>${brush.definitions()}</defs>${parts.join("")}</svg>`;
}

const frames = '<circle cx="102" cy="116" r="14"/><circle cx="138" cy="116" r="14"/><path d="M116 114h8"/>';

function eyes(closed: boolean): string {
  if (closed) return line("M96 117c4-5 10-5 13 0M131 117c4-5 10-5 13 0", "#2a2222", 3.4);
  return oval(103, 116, 4.4, 5.4, "#2a2222") + oval(137, 116, 4.4, 5.4, "#2a2222");
}

function smile(open: boolean): string {
  if (open) return path("M106 138c8 4 20 4 28 0-2 14-26 14-28 0z", "#a8423a");
  return line("M108 140c7 6 17 6 24 0", "#a8423a", 3.6);
}
