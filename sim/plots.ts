/** Small plots as SVG text: enough for a report, without a library. */
export type Series = { readonly name: string; readonly values: readonly number[] };

const [width, height, left, top, bottom] = [760, 340, 70, 40, 90];
const colours = ["#8a8a86", "#c98a2b", "#b5473c", "#5b6fae", "#1f4d46"];

export function lineChart(title: string, series: readonly Series[]): string {
  const { low, high } = rangeOf(series);
  const most = Math.max(2, ...series.map(({ values }) => values.length));
  const x = (i: number) => left + ((width - left - 20) * i) / (most - 1);
  const y = (value: number) => scale(value, low, high);
  const lines = series.map(({ values }, n) => {
    const points = values.map((value, i) => `${x(i).toFixed(1)},${y(value).toFixed(1)}`).join(" ");
    return `<polyline points="${points}" fill="none" stroke="${colour(n)}" stroke-width="2"/>`;
  });
  return frame(title, series, low, high, lines.join(""));
}

export function barChart(title: string, series: readonly Series[]): string {
  const high = rangeOf(series).high;
  const groups = Math.max(1, ...series.map(({ values }) => values.length));
  const group = (width - left - 20) / groups;
  const bar = (group * 0.8) / series.length;
  const bars = series.flatMap(({ values }, n) =>
    values.map((value, i) => {
      const y = scale(value, 0, high);
      const x = left + i * group + n * bar;
      return `<rect x="${x.toFixed(1)}" y="${y.toFixed(1)}" width="${bar.toFixed(1)}" height="${(height - bottom - y).toFixed(1)}" fill="${colour(n)}"/>`;
    }),
  );
  return frame(title, series, 0, high, bars.join(""));
}

function frame(title: string, series: readonly Series[], low: number, high: number, inside: string): string {
  const legend = series.map(({ name }, n) => {
    const [x, y] = [left + (n % 2) * 340, height - 50 + Math.floor(n / 2) * 18];
    return `<rect x="${x}" y="${y - 9}" width="10" height="10" fill="${colour(n)}"/><text x="${x + 16}" y="${y}">${escape(name)}</text>`;
  });
  const ticks = [low, (low + high) / 2, high].map((value) => {
    const y = scale(value, low, high);
    const text = Math.abs(high) < 5 ? value.toFixed(2) : value.toFixed(0);
    return `<line x1="${left}" x2="${width - 20}" y1="${y}" y2="${y}" stroke="#e0ddd5"/><text x="${left - 8}" y="${y + 4}" text-anchor="end">${text}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12" fill="#22211f"><rect width="${width}" height="${height}" fill="#ffffff"/><text x="${left}" y="22" font-size="15">${escape(title)}</text>${ticks.join("")}${inside}${legend.join("")}</svg>\n`;
}

function scale(value: number, low: number, high: number): number {
  return height - bottom - ((height - bottom - top) * (value - low)) / Math.max(1e-9, high - low);
}

function rangeOf(series: readonly Series[]): { low: number; high: number } {
  const all = series.flatMap(({ values }) => values);
  return { low: Math.min(0, ...all), high: Math.max(...all, 1e-9) };
}

function colour(n: number): string {
  return colours[n % colours.length]!;
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
