/**
 * The timeline: everything of one member in one line of time, in words that a person understands.
 *
 * Invariants: what she did as a guest is part of it; newest first by when it happened; a page never skips or repeats.
 * It is read from the stream of facts itself, so it is never behind and needs no behaviour store.
 */
import { invalidInput, notFound } from "../../platform/errors.ts";
import type { InsightParts } from "../parts.ts";
import { chapterOf } from "./chapter-of.ts";
import { gatherNames } from "./gather-names.ts";
import { idsOf, momentsOf } from "./timeline-views.ts";
import { titleOf } from "./titles.ts";

export function createTimeline(parts: InsightParts) {
  const { db, shop } = parts;

  /** Errors: not_found, invalid_input (`after`). */
  return async function timeline(
    shopId: string,
    memberId: string,
    page: { readonly limit: number; readonly after?: string | undefined },
  ) {
    const [{ timeZone, currency }, [member]] = await Promise.all([
      shop.storefront.shop(shopId),
      shop.identity.members(shopId, [memberId]),
    ]);
    if (!member) throw notFound("member", memberId);
    const before = page.after === undefined ? undefined : readCursor(page.after);
    const ids = await idsOf(db, shopId, memberId);
    const found = await momentsOf(db, shopId, ids, page.limit + 1, before);
    const moments = found.slice(0, page.limit);
    const names = await gatherNames(parts, shopId, moments, { timeZone, currency });
    const items = moments.map((moment) => ({
      at: moment.at.toISOString(),
      type: moment.type,
      chapter: chapterOf(moment.type),
      title: titleOf(moment, names),
      details: {
        ...(moment.data as Record<string, unknown>),
        ...(moment.subjectId && { subjectId: moment.subjectId }),
      },
    }));
    const last = moments.at(-1);
    return found.length > page.limit && last ? { items, next: `${last.at.getTime()}.${last.id}` } : { items };
  };
}

/** Milliseconds since 1970 and the fact's id. */
function readCursor(text: string): { at: Date; id: number } {
  const [, ms, id] = /^(-?\d{1,15})\.(\d{1,15})$/u.exec(text) ?? [];
  if (ms === undefined || id === undefined) throw invalidInput("after", "the next of an earlier page");
  return { at: new Date(Number(ms)), id: Number(id) };
}
