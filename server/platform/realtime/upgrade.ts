import { type IncomingMessage, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";

/** A page of another site must not open a socket with the shopper's cookies. */
export function isSameOrigin(origin: string, request: IncomingMessage): boolean {
  return URL.canParse(origin) && new URL(origin).host === request.headers.host;
}

/** Answers an upgrade request with plain HTTP and ends it. */
export function refuseUpgrade(socket: Duplex, status: 401 | 403 | 404 | 500 | 503): void {
  if (!socket.writable) return;
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
