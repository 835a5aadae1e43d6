import { readClock } from "../picture-clock.ts";

/**
 * What a viewer's page notes about its picture. The functions run in the page, so each is complete in itself; tests are
 * compiled without the browser's types.
 */
type Video = {
  readonly currentTime: number;
  requestVideoFrameCallback(noted: () => void): void;
};
type Page = {
  readonly document: { querySelector(selector: string): Video | null };
  fetch: (address: unknown, init?: unknown) => Promise<unknown>;
  requestAnimationFrame(run: () => void): void;
  readClock: (selector: string) => number | null;
  watched: { askedAt?: number; firstFrameAt?: number };
};

/** Milliseconds from the navigation, and from the first WHEP request, to the first picture on the screen. */
export type FirstFrame = { readonly fromNavigationMs: number; readonly fromRequestMs: number };

/** To be added to a page before it opens: notes when the picture was asked for and when the first one was shown. */
export function noteFirstFrame(): void {
  const page = globalThis as unknown as Page;
  const noted: Page["watched"] = (page.watched = {});
  const send = page.fetch.bind(globalThis);
  page.fetch = (address, init) => {
    if (String(address).includes("/api/v1/whep/")) noted.askedAt ??= performance.now();
    return send(address, init);
  };
  const look = () => {
    const video = page.document.querySelector("video");
    if (video === null) page.requestAnimationFrame(look);
    else video.requestVideoFrameCallback(() => (noted.firstFrameAt ??= performance.now()));
  };
  look();
}

/** Runs in the viewer's page; null until the first picture was shown. */
export function firstFrame(): FirstFrame | null {
  const { askedAt, firstFrameAt } = (globalThis as unknown as Page).watched;
  if (askedAt === undefined || firstFrameAt === undefined) return null;
  return { fromNavigationMs: firstFrameAt, fromRequestMs: firstFrameAt - askedAt };
}

export type Playing = {
  readonly seconds: number;
  readonly frames: number;
  /** Pauses between two frames longer than three usual ones and longer than a usual one by 150 ms (as in W3C webrtc-stats). */
  readonly freezes: number;
  readonly longestPauseMs: number;
  /** How far the picture's own time has come, in seconds. */
  readonly playedSeconds: number;
  /** Glass to glass, one reading about every 100 ms. */
  readonly delaysMs: readonly number[];
};

/** Runs in the viewer's page: watches the picture for so many seconds. Needs `clockScript` in the page. */
export function watchPlaying(seconds: number): Promise<Playing> {
  const page = globalThis as unknown as Page;
  const video = page.document.querySelector("video");
  if (video === null) throw new Error("There is no picture to watch.");
  const begunAt = performance.now();
  const begunTime = video.currentTime;
  const pauses: number[] = [];
  const delaysMs: number[] = [];
  let lastFrameAt = begunAt;
  let lastReadAt = 0;
  const note = () => {
    const now = performance.now();
    pauses.push(now - lastFrameAt);
    lastFrameAt = now;
    if (now - lastReadAt >= 100) {
      lastReadAt = now;
      const delay = page.readClock("video");
      if (delay !== null) delaysMs.push(delay);
    }
    video.requestVideoFrameCallback(note);
  };
  video.requestVideoFrameCallback(note);
  return new Promise((resolve) => {
    setTimeout(() => {
      pauses.push(performance.now() - lastFrameAt);
      const usual = pauses.reduce((sum, pause) => sum + pause, 0) / pauses.length;
      const limit = Math.max(3 * usual, usual + 150);
      resolve({
        seconds: (performance.now() - begunAt) / 1000,
        frames: pauses.length - 1,
        freezes: pauses.filter((pause) => pause > limit).length,
        longestPauseMs: Math.max(...pauses),
        playedSeconds: video.currentTime - begunTime,
        delaysMs,
      });
    }, seconds * 1000);
  });
}

/** Gives a page `readClock`, for `watchPlaying`. */
export const clockScript = `globalThis.readClock = ${readClock.toString()};`;

/** The value below which the given share (0–1) of the values lies: nearest rank. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}
