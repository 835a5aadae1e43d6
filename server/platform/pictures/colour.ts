/**
 * Colours are made in OKLCH, where equal lightness looks equally light at every hue, so that any hue a merchant
 * chooses gives a balanced picture. B. Ottosson, "A perceptual color space for image processing" (2020).
 *
 * `lightness` 0–1, `chroma` 0–0.37, `hue` in degrees. Out-of-range channels are clipped. Returns `#rrggbb`.
 */
export function oklch(lightness: number, chroma: number, hue: number): string {
  const angle = (hue * Math.PI) / 180;
  const a = chroma * Math.cos(angle);
  const b = chroma * Math.sin(angle);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const red = 4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s;
  const green = -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s;
  const blue = -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s;
  return `#${[red, green, blue].map(channel).join("")}`;
}

function channel(linear: number): string {
  const clipped = Math.min(1, Math.max(0, linear));
  const gamma = clipped <= 0.0031308 ? 12.92 * clipped : 1.055 * clipped ** (1 / 2.4) - 0.055;
  return Math.round(gamma * 255)
    .toString(16)
    .padStart(2, "0");
}

/** The colours of one picture, all from one hue and its neighbours. */
export type Palette = ReturnType<typeof paletteOf>;

export function paletteOf(hue: number) {
  return {
    wallLight: oklch(0.972, 0.016, hue),
    wall: oklch(0.935, 0.034, hue),
    wallDark: oklch(0.885, 0.052, hue),
    light: oklch(0.83, 0.085, hue),
    body: oklch(0.66, 0.125, hue),
    dark: oklch(0.49, 0.108, hue),
    deep: oklch(0.35, 0.07, hue),
    cream: oklch(0.975, 0.014, 85),
    creamDark: oklch(0.9, 0.03, 80),
    accent: oklch(0.77, 0.125, hue + 145),
    accentDark: oklch(0.58, 0.12, hue + 145),
    warm: oklch(0.8, 0.14, 75),
    wood: oklch(0.72, 0.075, 65),
    woodDark: oklch(0.55, 0.075, 58),
    leaf: oklch(0.62, 0.105, 145),
    leafDark: oklch(0.47, 0.09, 150),
    metal: oklch(0.86, 0.012, 250),
    metalDark: oklch(0.62, 0.016, 250),
    white: "#ffffff",
  };
}
