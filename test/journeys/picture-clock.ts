/**
 * A clock drawn into a picture, to measure the way from a publisher's canvas to a viewer's screen on one machine.
 *
 * The publisher draws `Date.now()` (its low 24 bits, milliseconds, ≈ 4.6 h before it repeats) as 24 black or white squares
 * in a 6 × 4 grid; the viewer reads the squares back from its video element. The difference of what is read to the time of
 * reading is the delay from glass to glass. Both functions are self-contained, so they can be handed to a page:
 *
 * ```ts
 * await publisherPage.evaluate(drawClock, { width: 640, height: 360, framesPerSecond: 30 }); // → globalThis.clockStream
 * const delayMs = await viewerPage.evaluate(readClock, "video");                              // → number | null
 * ```
 */

export type ClockPicture = { width: number; height: number; framesPerSecond: number };

/** The little of a page's world that is used here: tests are compiled without the browser's types. */
type Page = {
  readonly document: {
    createElement(name: "canvas"): Canvas;
    querySelector(selector: string): Video | null;
  };
  readonly AudioContext: new () => Sound;
  clockStream?: Stream;
};
type Canvas = {
  width: number;
  height: number;
  getContext(kind: "2d", options?: { willReadFrequently: boolean }): Brush;
  captureStream(framesPerSecond: number): Stream;
};
type Brush = {
  fillStyle: string;
  fillRect(x: number, y: number, width: number, height: number): void;
  drawImage(video: Video, x: number, y: number, width: number, height: number): void;
  getImageData(x: number, y: number, width: number, height: number): { readonly data: Uint8ClampedArray };
};
type Video = { readonly readyState: number; readonly videoWidth: number };
type Stream = { addTrack(track: unknown): void; getAudioTracks(): unknown[] };
type Node = { connect<N extends Node>(next: N): N };
type Sound = {
  createOscillator(): Node & { start(): void };
  createGain(): Node & { readonly gain: { value: number } };
  createMediaStreamDestination(): Node & { readonly stream: Stream };
};

/** Runs in the publisher's page: leaves a `MediaStream` (picture and a quiet tone) in `globalThis.clockStream`. */
export function drawClock({ width, height, framesPerSecond }: ClockPicture): void {
  const page = globalThis as unknown as Page;
  const canvas = page.document.createElement("canvas");
  Object.assign(canvas, { width, height });
  const context = canvas.getContext("2d");
  const [cellWidth, cellHeight] = [width / 6, height / 4];
  const draw = () => {
    const now = Date.now() % 2 ** 24;
    for (let bit = 0; bit < 24; bit += 1) {
      context.fillStyle = (now >> bit) & 1 ? "#fff" : "#000";
      context.fillRect((bit % 6) * cellWidth, Math.floor(bit / 6) * cellHeight, cellWidth, cellHeight);
    }
  };
  draw();
  setInterval(draw, 1000 / framesPerSecond);
  const stream = canvas.captureStream(framesPerSecond);
  const sound = new page.AudioContext();
  const tone = sound.createOscillator();
  const quiet = sound.createGain();
  const out = sound.createMediaStreamDestination();
  quiet.gain.value = 0.1;
  tone.connect(quiet).connect(out);
  tone.start();
  out.stream.getAudioTracks().forEach((track) => stream.addTrack(track));
  page.clockStream = stream;
}

/**
 * Runs in the viewer's page: milliseconds between drawing and now of the picture shown, or `null` when none is shown or a
 * square is neither black nor white (a frame on its way from one to the other).
 */
export function readClock(selector: string): number | null {
  const page = globalThis as unknown as Page;
  const video = page.document.querySelector(selector);
  if (video === null || video.readyState < 2 || video.videoWidth === 0) return null;
  const canvas = page.document.createElement("canvas");
  Object.assign(canvas, { width: 60, height: 40 });
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.drawImage(video, 0, 0, 60, 40);
  const now = Date.now() % 2 ** 24;
  const { data } = context.getImageData(0, 0, 60, 40);
  let read = 0;
  for (let bit = 0; bit < 24; bit += 1) {
    const x = (bit % 6) * 10 + 5;
    const y = Math.floor(bit / 6) * 10 + 5;
    const brightness = data[(y * 60 + x) * 4] ?? 128;
    if (brightness > 90 && brightness < 165) return null;
    if (brightness >= 165) read += 2 ** bit;
  }
  return (((now - read) % 2 ** 24) + 2 ** 24) % 2 ** 24;
}
