/**
 * Wall time of a place, as `<input type="datetime-local">` writes it: `2026-03-01T20:00`. A show at eight in the
 * evening is planned on the shop's clock, wherever the person who plans it sits.
 */
export function wallTimeOf(instant: Date | string, timeZone: string): string {
  const parts = new Intl.DateTimeFormat("sv-SE", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  }).format(new Date(instant));
  return parts.replace(" ", "T");
}

/** The instant at which the place's clock shows `wall`. In the hour that a spring skips, an hour later. */
export function instantOf(wall: string, timeZone: string): Date {
  const asUtc = new Date(`${wall}Z`).getTime();
  const shownAt = (at: number) => new Date(`${wallTimeOf(new Date(at), timeZone)}Z`).getTime();
  const guess = asUtc - (shownAt(asUtc) - asUtc);
  return new Date(guess - (shownAt(guess) - asUtc));
}
