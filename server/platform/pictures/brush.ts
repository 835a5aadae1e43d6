import type { Palette } from "./colour.ts";
import type { Random } from "./random.ts";

/** A stop of a gradient: where (0–1), colour, and how opaque (0–1, default 1). */
type Stop = readonly [at: number, colour: string, opacity?: number];

/** What a drawing paints with: the palette, its own random numbers, and gradients that are declared when first used. */
export type Brush = {
  readonly palette: Palette;
  readonly random: Random;
  /** Gradient from left to right. */
  readonly across: (...stops: Stop[]) => string;
  /** Gradient from top to bottom. */
  readonly down: (...stops: Stop[]) => string;
  /** Gradient from the middle outwards. */
  readonly glow: (...stops: Stop[]) => string;
  /** A round body lit from the left: the standard shading of tins, jars and bottles. */
  readonly round: (light: string, body: string, dark: string) => string;
  /** Only what lies inside `shape` is painted; returns the value of a `clip-path` attribute. */
  readonly inside: (shape: string) => string;
  /** All that was declared, to be put into the picture's `<defs>`. */
  readonly definitions: () => string;
};

export function createBrush(palette: Palette, random: Random): Brush {
  const declared: string[] = [];
  const declare = (make: (id: string) => string) => {
    const id = `d${declared.length}`;
    declared.push(make(id));
    return `url(#${id})`;
  };
  const linear = (direction: string, stops: readonly Stop[]) =>
    declare(
      (id) => `<linearGradient id="${id}" ${direction}>${stops.map(stopTag).join("")}</linearGradient>`,
    );
  const across = (...stops: Stop[]) => linear('x1="0" y1="0" x2="1" y2="0"', stops);
  return {
    palette,
    random,
    across,
    down: (...stops) => linear('x1="0" y1="0" x2="0" y2="1"', stops),
    glow: (...stops) =>
      declare((id) => `<radialGradient id="${id}">${stops.map(stopTag).join("")}</radialGradient>`),
    round: (light, body, dark) => across([0, body], [0.16, light], [0.34, light], [0.62, body], [1, dark]),
    inside: (shape) => declare((id) => `<clipPath id="${id}">${shape}</clipPath>`),
    definitions: () => declared.join(""),
  };
}

function stopTag([at, colour, opacity = 1]: Stop): string {
  return `<stop offset="${at}" stop-color="${colour}"${opacity === 1 ? "" : ` stop-opacity="${opacity}"`}/>`;
}

/** Shapes, so that drawings read as a list of what there is. */
export function box(x: number, y: number, width: number, height: number, fill: string, more = ""): string {
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${fill}" ${more}/>`;
}

export function rounded(
  x: number,
  y: number,
  width: number,
  height: number,
  radius: number,
  fill: string,
): string {
  return box(x, y, width, height, fill, `rx="${radius}"`);
}

export function oval(x: number, y: number, rx: number, ry: number, fill: string, more = ""): string {
  return `<ellipse cx="${x}" cy="${y}" rx="${rx}" ry="${ry}" fill="${fill}" ${more}/>`;
}

export function path(d: string, fill: string, more = ""): string {
  return `<path d="${d}" fill="${fill}" ${more}/>`;
}

export function line(d: string, colour: string, width: number, more = ""): string {
  return `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round" ${more}/>`;
}

export function group(more: string, ...parts: readonly string[]): string {
  return `<g ${more}>${parts.join("")}</g>`;
}

/** A strip of light on something round. */
export function shine(x: number, y: number, width: number, height: number, opacity = 0.35): string {
  return box(x, y, width, height, "#ffffff", `rx="${width / 2}" opacity="${opacity}"`);
}
