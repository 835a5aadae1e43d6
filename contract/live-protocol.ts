/**
 * What crosses the live WebSocket (`/api/v1/live`). A client says `?protocol=2` and is told in the hello which version
 * is spoken, the lower of both; who says nothing speaks version 1.
 *
 * Version 1: every frame is one JSON text. Version 2: a batch of three messages or more may come as a binary frame,
 * which is the batch's JSON in raw deflate (RFC 1951), deflated once for all readers of the topic; everything else is
 * as in version 1. Frames are to be handled in the order of their coming, however long unpacking takes.
 *
 * Client → server: `LiveRequest`. The type is one that a chapter listens to, or one of the four the gateway answers
 * itself: `live.subscribe`, `live.unsubscribe`, `live.ack`, `live.time`.
 *
 * Server → client: an array is a batch of a topic's messages (`live-messages.ts`), an object is a hello or the reply to one request.
 *
 * Each topic counts its messages: `offset` grows by one, `epoch` names the counting. A returning client says the
 * last offset it saw; the reply says from where it goes on, or carries a `snapshot` when the server no longer has
 * what was missed. After a snapshot, messages that the snapshot already contains may arrive once more: handle them
 * so that a second time changes nothing (ids, latest value wins).
 */
export const liveProtocolVersion = 2;
export const livePath = "/api/v1/live";

/** type, offset − baseOffset, milliseconds − baseTime, data */
export type LiveItem = readonly [type: string, offsetDelta: number, timeDelta: number, data: unknown];

/** `dropped` is how many chat messages were left out since the batch before. */
export type LiveBatch = readonly [
  topic: string,
  baseOffset: number,
  baseTime: number,
  items: readonly LiveItem[],
  dropped: number,
];

export type LiveHello = { readonly hello: { readonly protocol: number; readonly serverTime: number } };

export type LiveReply = {
  readonly reply: number;
  readonly data?: unknown;
  readonly error?: { readonly code: string; readonly message: string; readonly details?: unknown };
};

export type LiveRequest = { readonly requestId: number; readonly type: string; readonly data?: unknown };

export type LiveSubscribe = { readonly topic: string; readonly epoch?: string; readonly offset?: number };
/** With `snapshot`, forget what is known of the topic and start from it. */
export type LiveSubscribed = {
  readonly epoch: string;
  readonly offset: number;
  readonly snapshot?: unknown;
};
/** Sent every 10 s: how many batches this connection has received. It is how the server notices a stalled reader. */
export type LiveAck = { readonly batches: number };
export type LiveTime = { readonly serverTime: number };

/** Close codes beyond those of RFC 6455. After any of them the client may come back; 4001 needs a new session. */
export const liveCloseCodes = { signedOut: 4001, tooSlow: 4008, tooManyMessages: 4029 } as const;
