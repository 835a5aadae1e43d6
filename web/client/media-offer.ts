const postWithinMs = 10_000;

/** The server did not take the offer, or was not reached; `final` ones are not worth another attempt. */
export class MediaRefusal extends Error {
  readonly code: string;
  readonly final: boolean;
  constructor(code: string, final: boolean) {
    super(code);
    this.code = code;
    this.final = final;
  }
}

/** Posts an offer; the answer and the session's address come back. Throws `MediaRefusal`. */
export async function postOffer(
  url: string,
  token: string,
  sdp: string,
): Promise<{ sdp: string; location: string | undefined }> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/sdp", authorization: `Bearer ${token}` },
    body: sdp,
    signal: AbortSignal.timeout(postWithinMs),
  });
  if (response.status === 201) {
    return { sdp: await response.text(), location: response.headers.get("location") ?? undefined };
  }
  const body = (await response.json().catch(() => undefined)) as { error?: { code?: string } } | undefined;
  const code = body?.error?.code ?? `http_${response.status}`;
  throw new MediaRefusal(code, response.status === 400 || response.status === 403 || response.status === 415);
}

/** Asks for lost sound to be repeated, as browsers by default do only for the picture. */
export function repairSound(sdp: string): string {
  const opus = /^a=rtpmap:(\d+) opus\/48000/im.exec(sdp)?.[1];
  if (opus === undefined || sdp.includes(`a=rtcp-fb:${opus} nack`)) return sdp;
  return sdp.replace(new RegExp(`^(a=rtpmap:${opus} .*)$`, "m"), `$1\r\na=rtcp-fb:${opus} nack`);
}
