/** A WebRTC client without a browser, for tests: publishes a drawn picture and a tone, plays and looks at what arrives. */
import { createRequire } from "node:module";

// Its ESM entry has no default export and its types speak of the DOM; what is used here is declared here.
const wrtc = createRequire(import.meta.url)("@roamhq/wrtc") as Wrtc;

type Track = { readonly kind: string; stop(): void };
type Frame = { readonly width: number; readonly height: number; readonly data: Uint8Array };
type Connection = {
  addTrack(track: Track): unknown;
  addTransceiver(kind: string, init: { direction: string }): unknown;
  createOffer(): Promise<{ type: "offer"; sdp: string }>;
  setLocalDescription(description: { type: string; sdp: string }): Promise<void>;
  setRemoteDescription(description: { type: string; sdp: string }): Promise<void>;
  getStats(): Promise<Map<string, Record<string, unknown>>>;
  readonly connectionState: string;
  close(): void;
  ontrack: ((event: { track: Track }) => void) | null;
};
type Wrtc = {
  RTCPeerConnection: new () => Connection;
  nonstandard: {
    RTCVideoSource: new () => { createTrack(): Track; onFrame(frame: Frame): void };
    RTCAudioSource: new () => { createTrack(): Track; onData(data: object): void };
    RTCVideoSink: new (track: Track) => { onframe: ((event: { frame: Frame }) => void) | null; stop(): void };
    RTCAudioSink: new (track: Track) => {
      ondata: ((data: { samples: Int16Array }) => void) | null;
      stop(): void;
    };
  };
};

/** Posts the offer somewhere and brings the answer. */
export type Signal = (offerSdp: string) => Promise<string>;

const width = 320;
const height = 240;
const framesPerSecond = 20;

export type TestPublisher = {
  /** Brightness 0–255 of the picture sent from now on. */
  setBrightness(value: number): void;
  close(): void;
};

export async function publishPicture(signal: Signal, brightness: number): Promise<TestPublisher> {
  const connection = new wrtc.RTCPeerConnection();
  const video = new wrtc.nonstandard.RTCVideoSource();
  const audio = new wrtc.nonstandard.RTCAudioSource();
  connection.addTrack(audio.createTrack());
  connection.addTrack(video.createTrack());
  const picture = new Uint8Array((width * height * 3) / 2).fill(128);
  let level = brightness;
  let drawn = 0;
  const draw = () => {
    picture.fill(level, 0, width * height);
    drawn += 1;
    // A moving bar, so that frames differ and the encoder has something to do.
    for (let row = 0; row < 16; row += 1)
      picture.fill(255 - level, row * width + (drawn % width), row * width + (drawn % width) + 8);
    video.onFrame({ width, height, data: picture });
  };
  const speak = () => audio.onData(tone());
  const timers = [setInterval(draw, 1000 / framesPerSecond), setInterval(speak, 10)];
  const offer = await connection.createOffer();
  await connection.setLocalDescription(offer);
  await connection.setRemoteDescription({ type: "answer", sdp: await signal(offer.sdp) });
  return {
    setBrightness: (value) => {
      level = value;
    },
    close: () => {
      timers.forEach(clearInterval);
      connection.close();
    },
  };
}

function tone() {
  const samples = Int16Array.from({ length: 480 }, (_, index) =>
    Math.round(8000 * Math.sin((index * 2 * Math.PI) / 48)),
  );
  return { samples, sampleRate: 48_000, bitsPerSample: 16, channelCount: 1, numberOfFrames: 480 };
}

export type TestViewer = {
  /** Resolves when a decoded picture's mean brightness is within 12 of `brightness`. */
  sees(brightness: number): Promise<void>;
  /** Resolves when sound that is not silence is heard. */
  hears(): Promise<void>;
  inboundVideo(): Promise<Record<string, unknown>>;
  state(): string;
  close(): void;
};

export async function playPicture(signal: Signal): Promise<TestViewer> {
  const connection = new wrtc.RTCPeerConnection();
  connection.addTransceiver("audio", { direction: "recvonly" });
  connection.addTransceiver("video", { direction: "recvonly" });
  const pictureListeners = new Set<(brightness: number) => void>();
  const soundListeners = new Set<() => void>();
  const sinks: { stop(): void }[] = [];
  connection.ontrack = ({ track }) => {
    if (track.kind === "video") {
      const sink = new wrtc.nonstandard.RTCVideoSink(track);
      sink.onframe = ({ frame }) => {
        const seen = meanBrightness(frame);
        for (const listener of pictureListeners) listener(seen);
      };
      sinks.push(sink);
    } else {
      const sink = new wrtc.nonstandard.RTCAudioSink(track);
      sink.ondata = ({ samples }) => {
        if (samples.some((sample) => Math.abs(sample) > 1000))
          for (const listener of soundListeners) listener();
      };
      sinks.push(sink);
    }
  };
  const offer = await connection.createOffer();
  await connection.setLocalDescription(offer);
  await connection.setRemoteDescription({ type: "answer", sdp: await signal(offer.sdp) });
  return {
    sees: (brightness) =>
      new Promise((resolve) => {
        const listener = (seen: number) => {
          if (Math.abs(seen - brightness) > 12) return;
          pictureListeners.delete(listener);
          resolve();
        };
        pictureListeners.add(listener);
      }),
    hears: () => new Promise((resolve) => soundListeners.add(resolve)),
    inboundVideo: async () => {
      const all = [...(await connection.getStats()).values()];
      return all.find((entry) => entry["type"] === "inbound-rtp" && entry["kind"] === "video") ?? {};
    },
    state: () => connection.connectionState,
    close: () => {
      sinks.forEach((sink) => sink.stop());
      connection.close();
    },
  };
}

function meanBrightness({ width: columns, height: rows, data }: Frame): number {
  let sum = 0;
  const from = Math.floor(rows / 2) * columns;
  for (let index = from; index < from + columns; index += 1) sum += data[index] ?? 0;
  return sum / columns;
}
