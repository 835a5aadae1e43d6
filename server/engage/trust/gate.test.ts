import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type CheckedMember,
  findTrustViolations,
  isQuietThere,
  type SentTouch,
} from "../../../test/trust-checker.ts";
import { inControlGroup } from "./control-group.ts";
import { decide, type PastTouch, type Recipient, type Wish } from "./gate.ts";
import { defaultPolicy, type TrustPolicy } from "./policy.ts";

const dayMs = 86_400_000;
const hourMs = 3_600_000;
const noon = new Date("2026-03-04T04:00:00Z");

const zones = [
  "Asia/Shanghai",
  "America/Los_Angeles",
  "America/New_York",
  "Europe/Berlin",
  "Asia/Kolkata",
  "Australia/Lord_Howe",
  "Pacific/Auckland",
  "America/Sao_Paulo",
  "UTC",
];

/** A member who is not in the control group, whatever its share up to a half. */
const free = Array.from({ length: 1000 }, (_, i) => `member ${i}`).find(
  (id) => !inControlGroup("shop", id, 0.5),
)!;

const wish: Wish = {
  shopId: "shop",
  memberId: free,
  class: "marketing",
  purpose: "value",
  channel: "inbox",
  expiresAt: null,
  topic: null,
};
const who: Recipient = {
  joined: true,
  timeZone: "Asia/Shanghai",
  consented: true,
  reachable: true,
  wishedPerWeek: null,
  own: null,
  quiet: null,
  past: [],
};
const quietShop = { touches: 1000, sales: 0 };

function ask(
  more: { wish?: Partial<Wish>; who?: Partial<Recipient>; policy?: Partial<TrustPolicy>; now?: Date } = {},
) {
  return decide({
    wish: { ...wish, ...more.wish },
    who: { ...who, ...more.who },
    policy: { ...defaultPolicy, ...more.policy },
    shop: quietShop,
    now: more.now ?? noon,
  });
}

const failing = (decision: ReturnType<typeof decide>) =>
  decision.reasons.filter((reason) => !reason.passed).map((reason) => reason.rule);
const ago = (
  hours: number,
  purpose: "value" | "sales" = "value",
  topic: string | null = null,
): PastTouch => ({
  sentAt: new Date(noon.getTime() - hours * hourMs),
  purpose,
  topic,
});

describe("each rule", () => {
  test("with nothing in the way a touch goes out, and every rule is named with its answer", () => {
    const decision = ask();
    expect(decision.outcome).toBe("send");
    expect(decision.reasons).toHaveLength(11);
  });

  test.each([
    ["no_consent", { who: { consented: false } }],
    ["channel_unreachable", { who: { reachable: false } }],
    ["not_a_member", { who: { joined: false } }],
    ["expired", { wish: { expiresAt: noon } }],
    ["weekly_budget", { who: { wishedPerWeek: 0 } }],
  ] as const)("%s refuses: waiting does not help", (rule, more) => {
    const decision = ask(more);
    expect(decision.outcome).toBe("refuse");
    expect(failing(decision)).toEqual([rule]);
  });

  test("the control group is never touched by marketing, however worthy", () => {
    const member = Array.from({ length: 1000 }, (_, i) => `m${i}`).find((id) =>
      inControlGroup("shop", id, 0.05),
    )!;
    expect(failing(ask({ wish: { memberId: member } }))).toEqual(["control_group"]);
    expect(ask({ wish: { memberId: member, class: "service" } }).outcome).toBe("send");
  });

  test("quiet hours defer to the moment they end in the member's own zone", () => {
    const evening = new Date("2026-03-04T13:00:00Z");
    const decision = ask({ now: evening });
    expect(failing(decision)).toEqual(["quiet_hours"]);
    expect(decision.until?.toISOString()).toBe("2026-03-05T01:00:00.000Z");
    expect(ask({ now: evening, who: { timeZone: "Europe/Berlin" } }).outcome).toBe("send");
    expect(ask({ now: new Date("2026-03-04T12:59:59Z") }).outcome).toBe("send");
    expect(ask({ now: new Date("2026-03-05T01:00:00Z") }).outcome).toBe("send");
  });

  test("the minimum gap holds to the millisecond", () => {
    expect(ask({ who: { past: [ago(20)] } }).outcome).toBe("send");
    const early = ask({ who: { past: [ago(20 - 1e-6)] } });
    expect(failing(early)).toEqual(["minimum_gap"]);
  });

  test("a budget of 2.5 allows three in any 7 days and ten in any 28", () => {
    const three = [ago(30), ago(60), ago(100)];
    expect(failing(ask({ who: { past: three } }))).toEqual(["weekly_budget"]);
    expect(ask({ who: { past: [ago(30), ago(60), ago(7 * 24)] } }).outcome).toBe("send");
    const ten = Array.from({ length: 10 }, (_, i) => ago(48 + i * 62));
    expect(failing(ask({ who: { past: ten } }))).toEqual(["weekly_budget"]);
  });

  test("a budget of a half allows one in two weeks", () => {
    const policy = { weeklyBudget: 0.5 };
    expect(ask({ policy, who: { past: [ago(8 * 24)] } }).outcome).toBe("send");
    expect(failing(ask({ policy, who: { past: [ago(8 * 24), ago(20 * 24)] } }))).toEqual(["weekly_budget"]);
  });

  test("her own wish lowers the budget and never raises it", () => {
    const past = [ago(30), ago(60)];
    expect(ask({ who: { past, wishedPerWeek: 2 } }).outcome).toBe("defer");
    expect(ask({ who: { past: [...past, ago(100)], wishedPerWeek: 4 } }).outcome).toBe("defer");
  });

  test("her own budget follows her response between floor and ceiling, and the reason says how much and why", () => {
    const own = (factor: number) => ({ factor, why: { zh: "看了很多", en: "she opens much" } });
    const reasonOf = (more: Parameters<typeof ask>[0]) =>
      ask(more).reasons.find((reason) => reason.rule === "weekly_budget")!;
    const more = reasonOf({ who: { own: own(1.31) } });
    expect(more.limit).toBe("4 / 7 d, 13 / 28 d");
    expect(more.why).toEqual({
      zh: "本人的预算是每周 3.25 次（店铺平常 2.5 次）：看了很多",
      en: "own budget 3.25 a week (the shop's is 2.5): she opens much",
    });
    expect(reasonOf({ who: { own: own(9) } }).limit).toBe("4 / 7 d, 16 / 28 d");
    expect(reasonOf({ who: { own: own(0.01) } }).limit).toBe("1 / 7 d, 2 / 28 d");
    expect(reasonOf({ who: { own: own(9) }, policy: { budgetCeiling: 3 } }).limit).toBe("3 / 7 d, 12 / 28 d");
    const off = reasonOf({ who: { own: own(9) }, policy: { adapts: false } });
    expect(off.limit).toBe("3 / 7 d, 10 / 28 d");
    expect(off.why).toBeUndefined();
    const wished = reasonOf({ who: { own: own(9), wishedPerWeek: 1 } });
    expect(wished.limit).toBe("1 / 7 d, 4 / 28 d");
    expect(wished.why?.en).toContain("asked for at most 1");
    expect(reasonOf({ who: { own: own(0.2), wishedPerWeek: 4 } }).limit).toBe("1 / 7 d, 2 / 28 d");
  });

  test("her own quiet hours take the place of the shop's", () => {
    const quiet = { quietFrom: "11:00", quietUntil: "13:30" };
    const decision = ask({ who: { quiet } });
    expect(failing(decision)).toEqual(["quiet_hours"]);
    expect(decision.until?.toISOString()).toBe("2026-03-04T05:30:00.000Z");
    expect(ask({ who: { quiet }, now: new Date("2026-03-04T18:00:00Z") }).outcome).toBe("send");
    expect(
      ask({
        who: { quiet: { quietFrom: "00:00", quietUntil: "00:00" } },
        now: new Date("2026-03-04T18:00:00Z"),
      }).outcome,
    ).toBe("send");
  });

  test("one sale needs four touches of value beside it", () => {
    const past = (count: number) => Array.from({ length: count }, (_, i) => ago(200 + 100 * i));
    const policy = { weeklyBudget: 4 };
    expect(failing(ask({ policy, wish: { purpose: "sales" }, who: { past: past(3) } }))).toEqual([
      "sales_share_member",
    ]);
    expect(ask({ policy, wish: { purpose: "sales" }, who: { past: past(4) } }).outcome).toBe("send");
    const shop = { touches: 3, sales: 0 };
    const facts = { wish: { ...wish, purpose: "sales" as const }, who: { ...who, past: past(4) } };
    expect(failing(decide({ ...facts, policy: defaultPolicy, shop, now: noon }))).toEqual([
      "sales_share_shop",
    ]);
  });

  test("what was said within two weeks is not said again", () => {
    const past = [ago(13 * 24, "value", "content:1")];
    expect(failing(ask({ wish: { topic: "content:1" }, who: { past } }))).toEqual(["duplicate"]);
    expect(ask({ wish: { topic: "content:2" }, who: { past } }).outcome).toBe("send");
  });

  test("what would have to wait until it has expired is refused at once", () => {
    const decision = ask({ who: { past: [ago(1)] }, wish: { expiresAt: new Date(noon.getTime() + hourMs) } });
    expect(decision.outcome).toBe("refuse");
    expect(failing(decision)).toContain("expired");
  });

  test("a service message passes budget, quiet hours and consent, and nothing but expiry and reach stops it", () => {
    const night = new Date("2026-03-04T18:00:00Z");
    const past = Array.from({ length: 20 }, (_, i) => ago(i));
    const more = { now: night, who: { past, consented: false, joined: false } };
    expect(ask({ ...more, wish: { class: "service" } }).outcome).toBe("send");
    expect(ask({ wish: { class: "service" }, who: { reachable: false } }).outcome).toBe("refuse");
  });
});

const someTime = fc
  .integer({ min: 0, max: 23 * 12 + 11 })
  .map(
    (five) => `${String(Math.floor(five / 12)).padStart(2, "0")}:${String((five % 12) * 5).padStart(2, "0")}`,
  );

const somePolicy = fc.record({
  adapts: fc.boolean(),
  budgetFloor: fc.constantFrom(0.5, 0.7),
  budgetCeiling: fc.constantFrom(3, 4),
  weeklyBudget: fc.constantFrom(0.5, 0.7, 1, 1.25, 2, 2.5, 3, 4),
  salesShare: fc.constantFrom(0, 0.1, 0.2, 1 / 3, 0.5),
  minimumGapHours: fc.constantFrom(0, 1, 20, 47.5),
  quietFrom: someTime,
  quietUntil: someTime,
  controlShare: fc.constantFrom(0, 0.05, 0.3),
});

const someMember = fc.record({
  timeZone: fc.constantFrom(...zones),
  joined: fc.constantFrom(true, true, true, true, false),
  wishedPerWeek: fc.constantFrom(null, null, null, null, 0, 0.5, 1, 3),
  factor: fc.constantFrom(null, 0.1, 0.45, 1, 1.7, 3),
  quiet: fc.constantFrom(
    null,
    null,
    { quietFrom: "12:00", quietUntil: "22:30" },
    { quietFrom: "08:00", quietUntil: "08:00" },
  ),
  channels: fc.constantFrom(["inbox", "email"], ["inbox", "email"], ["inbox"], []),
});

const someWish = fc.record({
  member: fc.nat({ max: 5 }),
  purpose: fc.constantFrom("value" as const, "value" as const, "sales" as const),
  class: fc.constantFrom("marketing" as const, "marketing" as const, "service" as const),
  channel: fc.constantFrom("inbox", "email"),
  topic: fc.constantFrom(null, "a", "b"),
  expiresAfterHours: fc.constantFrom(null, null, 5, 200),
  afterHours: fc.double({ min: 0, max: 30, noNaN: true }),
});

/** Moments around the changes of summer time of both halves of the earth. */
const someStart = fc.constantFrom(
  "2026-03-06T00:00:00Z",
  "2026-03-27T00:00:00Z",
  "2026-10-01T00:00:00Z",
  "2026-10-23T00:00:00Z",
  "2026-07-01T00:00:00Z",
);

test(
  "over random members, rules, wishes and clocks nothing is ever sent against the budget (property)",
  { timeout: 60_000 },
  () => {
    let sentInAll = 0;
    fc.assert(
      fc.property(
        somePolicy,
        fc.array(someMember, { minLength: 6, maxLength: 6 }),
        fc.array(someWish, { minLength: 20, maxLength: 120 }),
        someStart,
        (policy, people, wishes, start) => {
          const sent: SentTouch[] = [];
          const members = new Map(
            people.map(({ factor, ...person }, i): [string, CheckedMember & { factor: number | null }] => {
              const id = `m${i}`;
              const inControl = inControlGroup("shop", id, policy.controlShare);
              const quarters = Math.round(policy.weeklyBudget * (factor ?? 1) * 4) / 4;
              const within = Math.min(policy.budgetCeiling, Math.max(policy.budgetFloor, quarters));
              const ownPerWeek = policy.adapts && factor !== null ? within : policy.weeklyBudget;
              return [id, { ...person, factor, ownPerWeek, inControlGroup: inControl }];
            }),
          );
          let now = new Date(start);
          let waiting: { wish: Wish; dueAt: Date }[] = [];
          const run = () => {
            const due = waiting.filter((one) => one.dueAt <= now);
            waiting = waiting.filter((one) => one.dueAt > now);
            for (const one of due) {
              const decision = decideFrom(one.wish, now, sent, members, policy);
              if (decision.outcome === "send") sent.push({ ...one.wish, sentAt: now });
              if (decision.outcome !== "defer") continue;
              expect(decision.until!.getTime()).toBeGreaterThan(now.getTime());
              waiting.push({ wish: one.wish, dueAt: decision.until! });
            }
          };
          for (const { member, afterHours, expiresAfterHours, ...rest } of wishes) {
            now = new Date(now.getTime() + Math.round(afterHours * hourMs));
            const expiresAt =
              expiresAfterHours === null ? null : new Date(now.getTime() + expiresAfterHours * hourMs);
            waiting.push({
              wish: { shopId: "shop", memberId: `m${member}`, ...rest, expiresAt },
              dueAt: now,
            });
            run();
          }
          for (let day = 0; day < 40; day += 1) {
            now = new Date(
              Math.max(
                now.getTime() + 1,
                Math.min(...waiting.map((one) => one.dueAt.getTime()), now.getTime() + dayMs),
              ),
            );
            run();
          }
          sentInAll += sent.filter((touch) => touch.class === "marketing").length;
          expect(findTrustViolations(sent, ({ memberId }) => members.get(memberId)!, policy)).toEqual([]);
        },
      ),
      { numRuns: 250 },
    );
    // A gate that never lets anything go would keep every rule.
    expect(sentInAll).toBeGreaterThan(500);
  },
);

test("the checker sees what it is there to see", () => {
  const sent = Array.from({ length: 12 }, (_, i): SentTouch => {
    const sentAt = new Date(noon.getTime() + i * 13 * hourMs);
    return { memberId: "m", sentAt, class: "marketing", purpose: "sales", channel: "email", topic: "a" };
  });
  const her = {
    timeZone: "Asia/Shanghai",
    joined: false,
    inControlGroup: true,
    wishedPerWeek: 1,
    channels: [],
  };
  const kinds = findTrustViolations(sent, () => her, defaultPolicy).map(
    (violation) => violation.split(":")[0]!,
  );
  expect([...new Set(kinds)].toSorted((a, b) => a.localeCompare(b))).toEqual([
    "budget of 28 days",
    "budget of 7 days",
    "control group",
    "minimum gap",
    "no consent",
    "not a member",
    "quiet hours",
    "said already",
    "sales share of the member",
    "sales share of the shop",
  ]);
});

/** Asks the gate as the store would: with 90 days of the member and 28 of the shop. */
function decideFrom(
  asked: Wish,
  now: Date,
  sent: readonly SentTouch[],
  members: ReadonlyMap<string, CheckedMember & { factor: number | null }>,
  policy: TrustPolicy,
) {
  const { timeZone, joined, wishedPerWeek, channels, factor, quiet = null } = members.get(asked.memberId)!;
  const marketing = sent.filter((touch) => touch.class === "marketing").toReversed();
  const since = (days: number) => (touch: SentTouch) => touch.sentAt.getTime() > now.getTime() - days * dayMs;
  const month = marketing.filter(since(28));
  return decide({
    wish: asked,
    who: {
      joined,
      timeZone,
      wishedPerWeek,
      own: factor === null ? null : { factor, why: { en: "she opens what we send" } },
      quiet,
      consented: channels.includes(asked.channel),
      reachable: true,
      past: marketing.filter(since(90)).filter((touch) => touch.memberId === asked.memberId),
    },
    policy,
    shop: { touches: month.length, sales: month.filter((touch) => touch.purpose === "sales").length },
    now,
  });
}

const somePast = fc
  .array(
    fc.record({ hours: fc.double({ min: 0, max: 90 * 24, noNaN: true }), topic: fc.constantFrom(null, "a") }),
    {
      maxLength: 30,
    },
  )
  .map((list) =>
    list
      .toSorted((a, b) => a.hours - b.hours)
      .map(({ hours, topic }) => ({ hours: Math.max(hours, 0.001), topic })),
  );

test(
  "what is deferred is asked again at a moment at which it may be sent (property)",
  { timeout: 60_000 },
  () => {
    let deferred = 0;
    fc.assert(
      fc.property(
        somePolicy,
        somePast,
        fc.constantFrom(...zones),
        someStart,
        fc.integer({ min: 0, max: 10 * 24 * 60 }),
        fc.constantFrom(null, "a"),
        (policy, history, timeZone, start, minutes, topic) => {
          const now = new Date(Date.parse(start) + minutes * 60_000);
          const past = history.map(({ hours, topic: said }): PastTouch => {
            return {
              sentAt: new Date(now.getTime() - Math.round(hours * hourMs)),
              purpose: "value",
              topic: said,
            };
          });
          const facts = {
            wish: { ...wish, topic },
            who: { ...who, timeZone, past },
            policy: { ...policy, controlShare: 0 },
            shop: quietShop,
          };
          const decision = decide({ ...facts, now });
          if (decision.outcome !== "defer") return;
          deferred += 1;
          const then = decide({ ...facts, now: decision.until! });
          expect(isQuietThere(decision.until!, timeZone, policy)).toBe(false);
          expect(then.outcome, JSON.stringify(then.reasons.filter((reason) => !reason.passed))).toBe("send");
        },
      ),
      { numRuns: 2000 },
    );
    expect(deferred).toBeGreaterThan(200);
  },
);

test("a larger control share keeps everybody who was in it", () => {
  fc.assert(
    fc.property(fc.uuid(), fc.double({ min: 0, max: 0.5, noNaN: true }), (id, share) => {
      if (inControlGroup("shop", id, share)) expect(inControlGroup("shop", id, share + 0.1)).toBe(true);
    }),
  );
  const ids = Array.from({ length: 20_000 }, (_, i) => `m${i}`);
  const share = ids.filter((id) => inControlGroup("shop", id, 0.05)).length / ids.length;
  expect(share).toBeGreaterThan(0.045);
  expect(share).toBeLessThan(0.055);
});
