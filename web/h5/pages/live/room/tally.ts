/** Collects what happened between two reports, so that a hundred taps are one request. */

const mostLikes = 50;
const mostCards = 50;

export type Tally = ReturnType<typeof createTally>;

export function createTally() {
  let likes = 0;
  let seconds = 0;
  let seen = new Set<string>();
  let opened = new Set<string>();
  const everSeen = new Set<string>();

  return {
    like: (): void => void (likes += 1),
    likes: (): number => likes,
    /** At most what one request may carry; the rest stays for the next. */
    takeLikes(): number {
      const taken = Math.min(likes, mostLikes);
      likes -= taken;
      return taken;
    },
    giveBackLikes: (count: number): void => void (likes += count),
    watch: (watchedSeconds: number): void => void (seconds += watchedSeconds),
    /** A card that lay before the viewer counts once a visit. */
    see(productId: string): void {
      if (everSeen.has(productId) || seen.size >= mostCards) return;
      everSeen.add(productId);
      seen.add(productId);
    },
    open(productId: string): void {
      if (opened.size < mostCards) opened.add(productId);
    },
    /** Undefined when there is nothing to tell. Parts of a second wait for the next report. */
    takeReport(): { seconds: number; seen: string[]; opened: string[] } | undefined {
      const whole = Math.min(120, Math.floor(seconds));
      if (whole === 0 && seen.size === 0 && opened.size === 0) return undefined;
      const report = { seconds: whole, seen: [...seen], opened: [...opened] };
      seconds -= whole;
      seen = new Set();
      opened = new Set();
      return report;
    },
  };
}
