import type { LiveReply } from "../../contract/live-protocol.ts";

/** What a request was refused with; `code` is one of `contract/errors.ts`, `unavailable` when the line broke. */
export class LiveError extends Error {
  readonly code: string;
  readonly details: unknown;
  constructor(code: string, message: string, details?: unknown) {
    super(message);
    this.name = "LiveError";
    this.code = code;
    this.details = details;
  }
}

type Waiting = {
  readonly text: string;
  readonly timer: ReturnType<typeof setTimeout>;
  readonly resolve: (data: unknown) => void;
  readonly reject: (error: LiveError) => void;
  isSent: boolean;
};

/** The requests of a live socket that wait for their answer, or for a connection to be sent over. */
export function createLiveRequests(options: {
  readonly answerWithinMs: number;
  /** Sends the text now and returns true, or false while there is no connection. */
  readonly transmit: (text: string) => boolean;
}) {
  const waiting = new Map<number, Waiting>();
  let lastRequestId = 0;

  function settle(requestId: number): Waiting | undefined {
    const entry = waiting.get(requestId);
    if (!entry) return undefined;
    waiting.delete(requestId);
    clearTimeout(entry.timer);
    return entry;
  }

  function send(entry: Waiting): void {
    if (!entry.isSent) entry.isSent = options.transmit(entry.text);
  }

  return {
    /** `onData` runs in the very turn of the reply, before the batch that follows it. */
    ask(type: string, data?: unknown, onData?: (data: unknown) => void): Promise<unknown> {
      lastRequestId += 1;
      const requestId = lastRequestId;
      return new Promise((resolve, reject) => {
        const giveUp = () =>
          settle(requestId)?.reject(new LiveError("unavailable", `No answer to ${type} in time`));
        const entry: Waiting = {
          text: JSON.stringify({ requestId, type, data }),
          timer: setTimeout(giveUp, options.answerWithinMs),
          resolve: (answer) => {
            onData?.(answer);
            resolve(answer);
          },
          reject,
          isSent: false,
        };
        waiting.set(requestId, entry);
        send(entry);
      });
    },

    answer({ reply, data, error }: LiveReply): void {
      const entry = settle(reply);
      if (error) entry?.reject(new LiveError(error.code, error.message, error.details));
      else entry?.resolve(data);
    },

    /** There is a connection: sends what was waiting for one. */
    sendWaiting(): void {
      for (const entry of waiting.values()) send(entry);
    },

    /** The connection broke. Whether the server acted on what it was sent is not known, so that is not sent again. */
    giveUpSent(): void {
      for (const [requestId, entry] of waiting) {
        if (!entry.isSent) continue;
        settle(requestId)?.reject(new LiveError("unavailable", "The connection broke before the answer"));
      }
    },

    giveUpAll(): void {
      for (const requestId of waiting.keys())
        settle(requestId)?.reject(new LiveError("unavailable", "The live socket was closed"));
    },
  };
}
