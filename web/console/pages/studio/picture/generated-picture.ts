/**
 * A picture without a camera: the show's title, the shop's echo and a running clock drawn into a canvas, with a
 * soft tone. It lets a show go on air from a machine that has neither camera nor microphone.
 */
export type GeneratedPicture = { readonly stream: MediaStream; readonly stop: () => void };

const size = { width: 540, height: 960 } as const;
const framesPerSecond = 25;

export function generatePicture(words: { readonly title: string; readonly note: string }): GeneratedPicture {
  const canvas = Object.assign(document.createElement("canvas"), size);
  const brush = canvas.getContext("2d")!;
  const stopTicking = tick(1000 / framesPerSecond, () => draw(brush, words));
  draw(brush, words);
  const stream = canvas.captureStream(framesPerSecond);
  const sound = startTone();
  for (const track of sound.stream.getAudioTracks()) stream.addTrack(track);
  return {
    stream,
    stop: () => {
      stopTicking();
      for (const track of stream.getTracks()) track.stop();
      void sound.context.close();
    },
  };
}

/** A worker's timer goes on at full pace when the tab is in the background; the page's own would slow down. */
function tick(everyMs: number, run: () => void): () => void {
  const source = `setInterval(() => postMessage(0), ${everyMs})`;
  const address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  const worker = new Worker(address);
  worker.addEventListener("message", run);
  return () => {
    worker.terminate();
    URL.revokeObjectURL(address);
  };
}

function draw(brush: CanvasRenderingContext2D, { title, note }: { title: string; note: string }): void {
  const { width, height } = size;
  const seconds = performance.now() / 1000;
  const ground = brush.createLinearGradient(0, 0, width, height);
  const hue = 172 + 14 * Math.sin(seconds / 7);
  ground.addColorStop(0, `hsl(${hue} 62% 24%)`);
  ground.addColorStop(1, `hsl(${hue + 22} 70% 10%)`);
  brush.fillStyle = ground;
  brush.fillRect(0, 0, width, height);
  drawEchoes(brush, seconds);

  brush.fillStyle = "#fff";
  brush.textBaseline = "alphabetic";
  brush.font = '700 44px "PingFang SC", "Noto Sans CJK SC", system-ui, sans-serif';
  wrap(brush, title, width - 96).forEach((line, at) => brush.fillText(line, 48, 190 + at * 58));
  brush.font = '600 92px ui-monospace, "SF Mono", Consolas, monospace';
  brush.fillText(new Date().toLocaleTimeString("en-GB"), 44, height - 196);
  brush.font = '400 24px "PingFang SC", "Noto Sans CJK SC", system-ui, sans-serif';
  brush.fillStyle = "rgb(255 255 255 / 72%)";
  brush.fillText(note, 48, height - 148);
}

/** The mark's bars, moving as a sound would move them. */
function drawEchoes(brush: CanvasRenderingContext2D, seconds: number): void {
  const middle = size.height * 0.5;
  for (let bar = 0; bar < 13; bar += 1) {
    const fade = 0.86 ** bar;
    const half = (46 + 96 * Math.abs(Math.sin(seconds * 1.6 - bar * 0.55))) * fade;
    brush.fillStyle = `rgb(255 255 255 / ${0.72 * fade})`;
    brush.beginPath();
    brush.roundRect(48 + bar * 36, middle - half, 18 * fade, half * 2, 9);
    brush.fill();
  }
}

/** Lines that fit the width, at most three. Chinese breaks between any two signs, English between words. */
function wrap(brush: CanvasRenderingContext2D, text: string, width: number): string[] {
  const pieces = text.match(/[\p{Script=Han}\p{P}]|[^\s\p{Script=Han}]+\s*|\s+/gu) ?? [];
  const lines = [""];
  for (const piece of pieces) {
    const last = lines.length - 1;
    if (brush.measureText(lines[last] + piece).width > width && lines[last] !== "") lines.push(piece);
    else lines[last] += piece;
  }
  return lines.slice(0, 3).map((line) => line.trim());
}

/** Two quiet tones that swell and fade: a viewer hears that there is sound, and nobody is disturbed by it. */
function startTone(): { readonly context: AudioContext; readonly stream: MediaStream } {
  const context = new AudioContext();
  const out = context.createMediaStreamDestination();
  const loudness = context.createGain();
  loudness.gain.value = 0.02;
  const swell = context.createOscillator();
  const depth = context.createGain();
  swell.frequency.value = 0.2;
  depth.gain.value = 0.015;
  swell.connect(depth).connect(loudness.gain);
  swell.start();
  for (const frequency of [220, 330]) {
    const tone = context.createOscillator();
    tone.frequency.value = frequency;
    tone.connect(loudness);
    tone.start();
  }
  loudness.connect(out);
  return { context, stream: out.stream };
}
