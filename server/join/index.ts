/**
 * Chapter 3, join 沉淀: codes and links that carry show, product and channel; benefits for joining; funnels; lucky bags.
 *
 * Invariants: a benefit is issued once for each person and never beyond its budget, under any concurrency; each
 * person counts once at each step of a code's funnel; a paid order counts for the code its buyer joined over.
 */
import { randomInt } from "node:crypto";
import type { LocalText } from "../../contract/values.ts";
import type { Clock } from "../platform/clock/index.ts";
import type { Database, Tx } from "../platform/database/index.ts";
import { notFound, RefrainError } from "../platform/errors.ts";
import type { Events, Fact } from "../platform/events/index.ts";
import { newId } from "../platform/ids/index.ts";
import { type LiveChapter, type LiveParts, roomTopic } from "../live/index.ts";
import { recordDeed, type ShopChapter, type Visitor } from "../shop/index.ts";
import { joinByCode, type JoinRequest } from "./join-by-code.ts";
import * as store from "./join-store.ts";
import { createLuckyBagDesk, moveEntries } from "./lucky-bags/index.ts";
import { codesWithFunnels } from "./join-views.ts";

export { serveJoin } from "./join-routes.ts";
export { serveLuckyBags } from "./lucky-bags/lucky-bag-routes.ts";
export type { BenefitView, CodeView } from "./join-store.ts";
export type { JoinOutcome, JoinRequest } from "./join-by-code.ts";

export type JoinParts = {
  readonly db: Database;
  readonly clock: Clock;
  readonly events: Events;
  readonly shop: ShopChapter;
  readonly live: LiveChapter;
  readonly publish: LiveParts["publish"];
  /** Where join links lead, no slash at the end. */
  readonly publicUrl: string;
};

export type JoinChapter = ReturnType<typeof createJoin>;

export type NewBenefit = {
  readonly label: LocalText;
  readonly kind: "coupon";
  readonly offCents: number;
  readonly minimumCents: number;
  readonly validDays: number;
  readonly budget: number;
};

export type NewCode = {
  readonly label: string;
  readonly channel: string;
  readonly showId?: string | undefined;
  readonly productId?: string | undefined;
  readonly benefitId?: string | undefined;
};

/** Without letters and digits that are mistaken for each other when read out. */
const codeAlphabet = "23456789abcdefghjkmnpqrstuvwxyz";

export function createJoin(parts: JoinParts) {
  const { db, clock, events, shop, live } = parts;

  events.addReader({
    name: "join",
    types: ["order.paid", "member.merged"],
    handle: async (batch: readonly Fact[], tx: Tx) => {
      for (const fact of batch) {
        if (fact.type === "order.paid")
          await store.noteOrder(tx, fact.shopId, fact.memberId!, fact.data.totalCents, fact.at);
        if (fact.type === "member.merged") {
          await store.movePaths(tx, fact.shopId, fact.data.mergedMemberId, fact.memberId!);
          await moveEntries(tx, fact.shopId, fact.data.mergedMemberId, fact.memberId!);
        }
      }
    },
  });

  /** Errors: not_found when there is none, or it is switched off. */
  async function openCode(code: string, shopId: string): Promise<store.CodeView> {
    const found = await store.findCode(db, code.trim().toLowerCase());
    if (!found?.active || found.shopId !== shopId) throw notFound("join code", code);
    return found;
  }

  async function addBenefit(shopId: string, input: NewBenefit, actor: string): Promise<store.BenefitView> {
    const at = clock.now();
    const benefit = { ...input, id: newId(at), issued: 0, active: true };
    await db.transaction(async (tx) => {
      await store.insertBenefit(tx, shopId, benefit, at);
      await recordDeed(tx, { shopId, actor, action: "benefit.add", subject: benefit.id, details: input }, at);
    });
    return benefit;
  }

  /** Errors: not_found for a show, product or benefit of another shop. */
  async function addCode(shopId: string, input: NewCode, actor: string): Promise<store.CodeView> {
    if (input.showId) await live.shows.show(shopId, input.showId);
    if (input.productId) await shop.catalogue.product(shopId, input.productId);
    if (input.benefitId) await benefit(shopId, input.benefitId);
    const at = clock.now();
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const row = {
        shopId,
        id: newId(at),
        code: randomCode(),
        label: input.label,
        channel: input.channel,
        showId: input.showId ?? null,
        productId: input.productId ?? null,
        benefitId: input.benefitId ?? null,
        active: true,
        createdAt: at,
      };
      const written = await db.transaction(async (tx) => {
        if (!(await store.insertCode(tx, row))) return false;
        await recordDeed(
          tx,
          { shopId, actor, action: "join_code.add", subject: row.code, details: input },
          at,
        );
        return true;
      });
      if (written) return row;
    }
    throw new RefrainError("unavailable", "No free code was found; try again.");
  }

  async function benefit(shopId: string, id: string): Promise<store.BenefitView> {
    const [found] = await store.findBenefits(db, shopId, [id]);
    if (!found) throw notFound("benefit", id);
    return found;
  }

  async function changeCode(
    shopId: string,
    id: string,
    change: { label?: string | undefined; active?: boolean | undefined },
    actor: string,
  ) {
    await db.transaction(async (tx) => {
      if (!(await store.updateCode(tx, shopId, id, change))) throw notFound("join code", id);
      await recordDeed(
        tx,
        { shopId, actor, action: "join_code.change", subject: id, details: change },
        clock.now(),
      );
    });
  }

  /** Looking at a code is its first step; each person counts once. */
  async function scan(code: store.CodeView, memberId: string): Promise<void> {
    const at = clock.now();
    const { shopId, id, channel } = code;
    await db.transaction(async (tx) => {
      if (!(await store.noteScan(tx, shopId, id, memberId, at))) return;
      await events.append(tx, {
        shopId,
        type: "join.scanned",
        memberId,
        subjectId: id,
        at,
        data: { channel },
      });
    });
  }

  async function reply(code: store.CodeView, memberId: string, text: string): Promise<void> {
    const at = clock.now();
    const { shopId, id: codeId } = code;
    await db.transaction(async (tx) => {
      await store.noteReply(tx, shopId, codeId, memberId, at);
      await store.insertReply(tx, { shopId, id: newId(at), codeId, memberId, text, at });
      await events.append(tx, {
        shopId,
        type: "join.replied",
        memberId,
        subjectId: codeId,
        at,
        data: { text },
      });
    });
  }

  /** Shows the card in the room. Errors: not_found, conflict when the show has no code or is not on air. */
  async function showCard(shopId: string, showId: string): Promise<string> {
    const show = await live.shows.show(shopId, showId);
    const code = await store.findCodeOfShow(db, shopId, showId);
    if (!code || show.status !== "on_air") {
      const why = code ? "The show is not on air." : "The show has no join code; make one first.";
      throw new RefrainError("conflict", why);
    }
    const offered = code.benefitId ? await benefit(shopId, code.benefitId) : undefined;
    const left = offered && offered.active && offered.issued < offered.budget;
    const title = { zh: "加入会员", en: "Join the club" };
    const data = { code: code.code, title, benefit: left ? offered.label : null };
    parts.publish(roomTopic(showId), { type: "join.card", data });
    return code.code;
  }

  return {
    luckyBags: createLuckyBagDesk(parts),
    openCode,
    addBenefit,
    benefit,
    addCode,
    changeCode,
    scan,
    reply,
    showCard,
    benefits: (shopId: string) => store.listBenefits(db, shopId),
    benefitsById: (shopId: string, ids: readonly string[]) => store.findBenefits(db, shopId, ids),
    codes: (shopId: string, filter: Parameters<typeof codesWithFunnels>[2]) =>
      codesWithFunnels(db, shopId, filter),
    code: async (shopId: string, id: string) => {
      const found = await store.findCodeById(db, shopId, id);
      if (!found) throw notFound("join code", id);
      return found;
    },
    codeOfShow: async (shopId: string, showId: string) =>
      (await store.findCodeOfShow(db, shopId, showId))?.code,
    urlOf: (code: string) => `${parts.publicUrl}/j/${code}`,
    join: (visitor: Visitor & { joined: boolean }, code: store.CodeView, request: JoinRequest) =>
      joinByCode(parts, visitor, code, request),
  };
}

function randomCode(): string {
  return Array.from({ length: 7 }, () => codeAlphabet[randomInt(codeAlphabet.length)]).join("");
}
