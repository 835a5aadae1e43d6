/** WHIP (RFC 9725) and WHEP over HTTP: an offer is posted, the answer comes back, the session is deleted. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Clock } from "../../platform/clock/index.ts";
import { RefrainError } from "../../platform/errors.ts";
import type { MediaEngine } from "./media-engine.ts";
import { type MediaToken, verifyMediaToken } from "./media-tokens.ts";

export type MediaRoutesInput = {
  readonly engine: MediaEngine;
  readonly clock: Clock;
  /** Signs media tokens; at least 16 bytes. */
  readonly tokenKey: Buffer;
  /** Has the last word on a valid token: throws (RefrainError) to refuse, e.g. when the show is over. */
  readonly allow?: (token: MediaToken) => Promise<void>;
};

type StreamParams = { readonly streamId: string };
type SessionParams = { readonly streamId: string; readonly sessionId: string };

const sdpType = "application/sdp";
const largestOfferBytes = 128 * 1024;
const doors = [
  { path: "/api/v1/whip", may: "publish" },
  { path: "/api/v1/whep", may: "play" },
] as const;

/**
 * Registers `POST /api/v1/whip/{streamId}`, `POST /api/v1/whep/{streamId}` and `DELETE` of the session each answers with
 * (`Location`). The server's answer carries all candidates, so there is nothing to trickle: `PATCH` is 405.
 */
export async function registerMediaRoutes(app: FastifyInstance, input: MediaRoutesInput): Promise<void> {
  await app.register(async (media) => {
    acceptOnlySdp(media);
    for (const door of doors) registerDoor(media, door, input);
  });
}

function acceptOnlySdp(media: FastifyInstance): void {
  media.removeAllContentTypeParsers();
  media.addContentTypeParser(
    sdpType,
    { parseAs: "string", bodyLimit: largestOfferBytes },
    (_request, body, done) => done(null, body),
  );
  media.addContentTypeParser("*", (_request, _body, done) => {
    done(new RefrainError("unsupported_format", `The body must be ${sdpType}.`, { supported: [sdpType] }));
  });
}

function registerDoor(media: FastifyInstance, door: (typeof doors)[number], input: MediaRoutesInput): void {
  const { engine } = input;
  media.post<{ Params: StreamParams }>(`${door.path}/:streamId`, async (request, reply) => {
    const { streamId } = request.params;
    const token = verify(request, input, { streamId, may: door.may });
    if (typeof request.body !== "string" || request.body === "") {
      throw new RefrainError("unsupported_format", `The body must be an SDP offer (${sdpType}).`, {
        supported: [sdpType],
      });
    }
    await input.allow?.(token);
    const offer = { streamId, offerSdp: request.body };
    const session = await (door.may === "publish" ? engine.publish(offer) : engine.play(offer));
    return reply
      .code(201)
      .type(sdpType)
      .header("Location", `${door.path}/${encodeURIComponent(streamId)}/${session.sessionId}`)
      .header("ETag", `"${session.sessionId}"`)
      .header("Cache-Control", "no-store")
      .send(session.answerSdp);
  });
  media.delete<{ Params: SessionParams }>(`${door.path}/:streamId/:sessionId`, async (request, reply) => {
    const { streamId, sessionId } = request.params;
    verify(request, input, { streamId, may: door.may, evenExpired: true });
    await engine.end(sessionId);
    return reply.code(200).send();
  });
  refuseOtherMethods(media, door.path);
}

/** RFC 9725 §4.2: GET, HEAD and PUT are kept for the future; PATCH would trickle candidates or restart ICE. */
function refuseOtherMethods(media: FastifyInstance, path: string): void {
  const refuse = (allowed: string) => (_request: FastifyRequest, reply: FastifyReply) =>
    reply.code(405).header("Allow", allowed).send();
  media.route({
    method: ["GET", "PUT", "PATCH", "DELETE"],
    url: `${path}/:streamId`,
    handler: refuse("POST, OPTIONS"),
  });
  media.options(`${path}/:streamId`, (_request, reply) =>
    reply.code(204).header("Accept-Post", sdpType).header("Allow", "POST, OPTIONS").send(),
  );
  media.route({
    method: ["GET", "PUT", "PATCH", "POST"],
    url: `${path}/:streamId/:sessionId`,
    handler: refuse("DELETE"),
  });
}

function verify(
  request: FastifyRequest,
  { tokenKey, clock }: MediaRoutesInput,
  wanted: { readonly streamId: string; readonly may: MediaToken["may"]; readonly evenExpired?: boolean },
): MediaToken {
  const [, token = ""] = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? "") ?? [];
  return verifyMediaToken(token, { key: tokenKey, now: clock.now(), ...wanted });
}
