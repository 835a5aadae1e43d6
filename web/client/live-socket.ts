import type { LiveMessageData, LiveMessageType } from "../../contract/live-messages.ts";
import type {
  LiveBatch,
  LiveHello,
  LiveReply,
  LiveSubscribe,
  LiveSubscribed,
  LiveTime,
  liveProtocolVersion,
} from "../../contract/live-protocol.ts";
import { LiveError, createLiveRequests } from "./live-requests.ts";
import { canUnpack, createUnpacker } from "./live-unpack.ts";
import { retryDelayMs } from "./retry-delay.ts";
import { createServerClock } from "./server-clock.ts";

/**
 * The live socket of a page (`openLiveSocket` opens it): one connection, any number of topics. It comes back by itself and resumes each topic
 * where it was; when the server no longer has what was missed, `onSnapshot` brings the topic's state anew.
 *
 * A snapshot replaces what the page knows of the topic. Messages may arrive that it already contains: handle them
 * so that a second time changes nothing.
 */
export type LiveMessage = {
  [T in LiveMessageType]: {
    readonly type: T;
    readonly data: LiveMessageData<T>;
    readonly offset: number;
    readonly at: Date;
  };
}[LiveMessageType];

export type TopicListener = {
  readonly onMessage: (message: LiveMessage) => void;
  readonly onSnapshot?: (snapshot: unknown) => void;
  /** So many chat messages were left out in a flood. */
  readonly onDropped?: (count: number) => void;
  /** The topic is not open to this person, or does not exist. It is not tried again. */
  readonly onRefused?: (error: LiveError) => void;
};

export type LiveStatus = "connecting" | "open" | "waiting" | "closed";

export type LiveSocketOptions = {
  /** Full address, e.g. `wss://shop.example/api/v1/live`. */
  readonly url: string;
  /** Calls back when the tab is looked at again or the network changed; returns how to stop that. */
  readonly onWake?: (listener: () => void) => () => void;
  readonly WebSocket?: typeof WebSocket;
  readonly onStatus?: (status: LiveStatus) => void;
  readonly random?: () => number;
  readonly acknowledgeEveryMs?: number;
  readonly answerWithinMs?: number;
};

/** Codes after which asking again would be answered the same. */
const refusals = new Set(["not_allowed", "not_found", "not_signed_in", "invalid_input"]);
const measureEveryMs = 60_000;
const settledAfterMs = 5000;

const newestProtocol: typeof liveProtocolVersion = 2;

/** Asks for deflated batches where the browser can unpack them. */
function withProtocol(url: string): string {
  const protocol = canUnpack() ? newestProtocol : 1;
  return `${url}${url.includes("?") ? "&" : "?"}protocol=${protocol}`;
}

type Topic = { readonly listeners: Set<TopicListener>; epoch?: string; offset?: number };
export type LiveSocket = ReturnType<typeof createLiveSocket>;

export function createLiveSocket(options: LiveSocketOptions) {
  const Socket = options.WebSocket ?? WebSocket;
  const acknowledgeEveryMs = options.acknowledgeEveryMs ?? 10_000;
  const topics = new Map<string, Topic>();
  const clock = createServerClock();
  let socket: WebSocket | undefined;
  let status: LiveStatus = "connecting";
  let isReady = false;
  let attempt = 0;
  let batches = 0;
  let acknowledgedAtMs = 0;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;
  let heardAtMs = 0;
  let openedAtMs = Infinity;

  const requests = createLiveRequests({
    answerWithinMs: options.answerWithinMs ?? 10_000,
    transmit(text) {
      if (!isReady) return false;
      socket?.send(text);
      return true;
    },
  });

  function setStatus(next: LiveStatus): void {
    if (status === next) return;
    status = next;
    options.onStatus?.(next);
  }

  function connect(): void {
    clearTimeout(retryTimer);
    setStatus("connecting");
    const opening = new Socket(withProtocol(options.url));
    opening.binaryType = "arraybuffer";
    socket = opening;
    const takeInTurn = createUnpacker({
      take: (text) => socket === opening && receive(text),
      // A frame that cannot be read is a hole: come back and ask for what was missed.
      fail: () => opening.close(),
    });
    opening.addEventListener("message", ({ data }) => takeInTurn(data as string | ArrayBuffer));
    opening.addEventListener("close", () => {
      if (socket === opening) lose();
    });
    // The close event follows and says the same.
    opening.addEventListener("error", () => undefined);
  }

  function lose(): void {
    socket = undefined;
    isReady = false;
    if (status === "closed") return;
    requests.giveUpSent();
    if (performance.now() - openedAtMs > settledAfterMs) attempt = 0;
    setStatus("waiting");
    retryTimer = setTimeout(connect, retryDelayMs(attempt, options.random));
    attempt += 1;
  }

  function receive(text: string): void {
    heardAtMs = performance.now();
    const frame = JSON.parse(text) as LiveBatch | LiveHello | LiveReply;
    if ("reply" in frame) return requests.answer(frame);
    if ("hello" in frame) return receiveHello(frame);
    receiveBatch(frame);
  }

  function receiveHello({ hello }: LiveHello): void {
    batches = 0;
    isReady = true;
    openedAtMs = performance.now();
    acknowledgedAtMs = openedAtMs;
    clock.hear(hello.serverTime);
    setStatus("open");
    for (const name of topics.keys()) void subscribeTopic(name);
    requests.sendWaiting();
    void measureClock();
  }

  function receiveBatch([name, baseOffset, baseTime, items, dropped]: LiveBatch): void {
    batches += 1;
    const topic = topics.get(name);
    for (const [type, offsetDelta, timeDelta, data] of topic ? items : []) {
      const offset = baseOffset + offsetDelta;
      const message = { type, data, offset, at: new Date(baseTime + timeDelta) } as LiveMessage;
      for (const listener of topic!.listeners) listener.onMessage(message);
      topic!.offset = Math.max(topic!.offset ?? 0, offset);
    }
    if (dropped > 0) for (const listener of topic?.listeners ?? []) listener.onDropped?.(dropped);
    // A sleeping tab has slow timers, but messages wake it.
    if (performance.now() - acknowledgedAtMs >= acknowledgeEveryMs) acknowledge();
  }

  function acknowledge(): void {
    acknowledgedAtMs = performance.now();
    if (isReady) socket?.send(JSON.stringify({ requestId: 0, type: "live.ack", data: { batches } }));
  }

  async function measureClock(): Promise<void> {
    const askedAtMs = clock.localMs();
    try {
      const { serverTime } = (await requests.ask("live.time")) as LiveTime;
      clock.measure(askedAtMs, serverTime);
    } catch {
      // The next connection measures again.
    }
  }

  async function subscribeTopic(name: string): Promise<void> {
    const topic = topics.get(name);
    if (!topic) return;
    const { epoch, offset } = topic;
    const place = epoch !== undefined && offset !== undefined ? { epoch, offset } : {};
    try {
      await requests.ask("live.subscribe", { topic: name, ...place } satisfies LiveSubscribe, (data) => {
        const subscribed = data as LiveSubscribed;
        topic.epoch = subscribed.epoch;
        topic.offset = subscribed.offset;
        if (!("snapshot" in subscribed)) return;
        for (const listener of topic.listeners) listener.onSnapshot?.(subscribed.snapshot);
      });
    } catch (error) {
      if (topics.get(name) === topic) refuse(name, topic, error as LiveError);
    }
  }

  function refuse(name: string, topic: Topic, error: LiveError): void {
    if (!refusals.has(error.code)) {
      // After a broken line everything is subscribed again anyway; otherwise it is worth another attempt.
      const asked = socket;
      const again = () => asked && socket === asked && void subscribeTopic(name);
      setTimeout(again, retryDelayMs(1, options.random));
      return;
    }
    topics.delete(name);
    for (const listener of topic.listeners) listener.onRefused?.(error);
  }

  /** The network changed or the tab woke up: do not wait for a timer that was set for worse times. */
  function wake(): void {
    if (status === "waiting") {
      attempt = 0;
      connect();
    } else if (isReady) {
      acknowledge();
      void checkLine();
    }
  }

  /** A line that died in the tab's sleep says nothing; ask, and start anew when no answer comes. */
  async function checkLine(): Promise<void> {
    const asked = socket;
    const askedAtMs = performance.now();
    await measureClock();
    if (asked && socket === asked && heardAtMs < askedAtMs) {
      asked.close();
      lose();
    }
  }

  const stopWaking = options.onWake?.(wake);
  const acknowledging = setInterval(acknowledge, acknowledgeEveryMs);
  const measuring = setInterval(() => isReady && void measureClock(), measureEveryMs);
  connect();

  return {
    /** Follows a topic; the returned function stops it. Several listeners may follow one topic. */
    subscribe(name: string, listener: TopicListener): () => void {
      const known = topics.get(name);
      const topic: Topic = known ?? { listeners: new Set() };
      topic.listeners.add(listener);
      topics.set(name, topic);
      // A later listener needs a snapshot of its own: ask as if from the start.
      if (known) {
        delete topic.epoch;
        delete topic.offset;
      }
      if (isReady) void subscribeTopic(name);
      return () => {
        topic.listeners.delete(listener);
        if (topic.listeners.size > 0 || topics.get(name) !== topic) return;
        topics.delete(name);
        if (isReady) requests.ask("live.unsubscribe", { topic: name }).catch(() => undefined);
      };
    },

    /**
     * Asks the server. Rejects with LiveError; `unavailable` means that it is not known whether it was done.
     * While there is no connection it waits, up to 10 s.
     */
    send: <Reply = unknown>(type: string, data?: unknown): Promise<Reply> =>
      requests.ask(type, data) as Promise<Reply>,

    /** The server's time now, corrected for half the way there and back: countdowns run on it. */
    serverNow: (): Date => clock.now(),
    status: (): LiveStatus => status,

    close(): void {
      setStatus("closed");
      isReady = false;
      clearTimeout(retryTimer);
      clearInterval(acknowledging);
      clearInterval(measuring);
      stopWaking?.();
      requests.giveUpAll();
      socket?.close();
      socket = undefined;
    },
  };
}
