import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Attempt, decideClaims, type Decision } from "./decide-claims.ts";
import { type ClaimStatus, isStanding } from "./sale.ts";

type Kept = Attempt & { place: number; status: ClaimStatus; paid: boolean };

/** A sale in memory, driven through the rules as the database drives it. */
function openSale(units: number, perPerson: number) {
  const sale = { units, free: units, claims: [] as Kept[], nextPlace: 1, isOpen: true };
  const unpaid = () => sum(sale.claims.filter((claim) => claim.status === "won" && !claim.paid));
  function ask(attempts: readonly Attempt[]): readonly Decision[] {
    const waiting = sale.claims.filter((claim) => claim.status === "waiting");
    const outcome = decideClaims(
      {
        isOpen: sale.isOpen,
        perPerson,
        free: sale.free,
        unpaid: unpaid(),
        nextPlace: sale.nextPlace,
        waiting: waiting.slice(0, sale.free),
        waitingClaims: waiting.length,
        waitingUnits: sum(waiting),
        claims: sale.claims.filter((claim) => attempts.some((one) => one.memberId === claim.memberId)),
      },
      attempts,
    );
    for (const { place, quantity } of outcome.promoted)
      Object.assign(
        sale.claims.find((claim) => claim.place === place)!,
        { status: "won", quantity },
      );
    for (const [index, decision] of outcome.decisions.entries()) {
      if (decision.kind !== "won" && decision.kind !== "waiting") continue;
      const { place, quantity, kind } = decision;
      sale.claims.push({ ...attempts[index]!, place, quantity, status: kind, paid: false });
    }
    if (outcome.inVain)
      for (const claim of sale.claims) if (claim.status === "waiting") claim.status = "missed";
    Object.assign(sale, { free: outcome.free, nextPlace: outcome.nextPlace });
    return outcome.decisions;
  }
  function lapse(claim: Kept): void {
    claim.status = "lapsed";
    sale.free += claim.quantity;
  }
  return { sale, ask, lapse, unpaid };
}

const sum = (claims: readonly { quantity: number }[]) => claims.reduce((all, one) => all + one.quantity, 0);
const by = (memberId: string, key = memberId, quantity = 1): Attempt => ({ memberId, key, quantity });
const kinds = (decisions: readonly Decision[]) => decisions.map(({ kind }) => kind);

describe("deciding claims", () => {
  const attempt = fc.record({
    memberId: fc.constantFrom("a", "b", "c", "d", "e"),
    key: fc.constantFrom("1", "2", "3"),
    quantity: fc.integer({ min: 1, max: 3 }),
  });
  const step = fc.oneof(
    fc.record({ do: fc.constant("ask" as const), attempts: fc.array(attempt, { maxLength: 8 }) }),
    fc.record({ do: fc.constantFrom("pay" as const, "lapse" as const, "leave" as const), which: fc.nat(20) }),
    fc.record({ do: fc.constant("pause" as const) }),
  );

  test("whatever the order of operations: never oversold, nobody above the limit, no attempt decided twice, nobody overtaken", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 1, max: 3 }),
        fc.array(step, { maxLength: 40 }),
        (units, perPerson, steps) => {
          const { sale, ask, lapse } = openSale(units, perPerson);
          for (const one of steps) {
            if (one.do === "ask") ask(one.attempts);
            else if (one.do === "pause") sale.isOpen = !sale.isOpen;
            else {
              const open = sale.claims.filter((claim) =>
                one.do === "leave" ? claim.status === "waiting" : claim.status === "won" && !claim.paid,
              );
              const claim = open[one.which % Math.max(1, open.length)];
              if (!claim) continue;
              if (one.do === "pay") claim.paid = true;
              else if (one.do === "leave") claim.status = "left";
              else lapse(claim);
            }
            const won = sale.claims.filter((claim) => claim.status === "won");
            expect(sale.free).toBeGreaterThanOrEqual(0);
            expect(sale.free + sum(won)).toBe(units);
            expect(new Set(sale.claims.map((claim) => `${claim.memberId} ${claim.key}`)).size).toBe(
              sale.claims.length,
            );
            for (const member of ["a", "b", "c", "d", "e"]) {
              const theirs = sale.claims.filter((claim) => claim.memberId === member && isStanding(claim));
              expect(sum(theirs)).toBeLessThanOrEqual(perPerson);
            }
            if (one.do === "ask" && sale.isOpen && sale.free > 0)
              expect(sale.claims.some((claim) => claim.status === "waiting")).toBe(false);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  test("a retry gets the first decision's place, in one batch and in a later one", () => {
    const { ask, sale } = openSale(5, 2);
    const [first, again] = ask([by("a"), by("a")]);
    const [later] = ask([by("a")]);
    expect([first!.kind, again!.kind, later!.kind]).toEqual(["won", "known", "known"]);
    expect(sale.claims).toHaveLength(1);
  });

  test("who comes when fewer are left than she asks for gets what is left", () => {
    const { ask } = openSale(3, 3);
    const [, second] = ask([by("a", "1", 2), by("b", "1", 3)]);
    expect(second).toMatchObject({ kind: "won", quantity: 1 });
  });

  test("positions count those who wait, and no more wait than units can come back", () => {
    const { ask } = openSale(2, 1);
    const answers = ask([by("a"), by("b"), by("c"), by("d"), by("e")]);
    expect(kinds(answers)).toEqual(["won", "won", "waiting", "waiting", "sold_out"]);
    expect(answers[2]).toMatchObject({ position: 1 });
    expect(answers[3]).toMatchObject({ position: 2 });
  });

  test("a unit that comes back goes to who waits first, not to who comes now", () => {
    const { ask, lapse, sale } = openSale(2, 1);
    ask([by("a"), by("b"), by("c"), by("d")]);
    lapse(sale.claims[0]!);
    expect(kinds(ask([by("e")]))).toEqual(["waiting"]);
    expect(sale.claims.find((claim) => claim.memberId === "c")!.status).toBe("won");
    expect(sale.claims.find((claim) => claim.memberId === "d")!.status).toBe("waiting");
  });

  test("when everything is paid, who still waits is told so", () => {
    const { ask, sale } = openSale(1, 1);
    ask([by("a"), by("b")]);
    sale.claims[0]!.paid = true;
    ask([]);
    expect(sale.claims[1]!.status).toBe("missed");
  });

  test("a paused sale gives nothing, not even to those who wait", () => {
    const { ask, lapse, sale } = openSale(1, 1);
    ask([by("a"), by("b")]);
    sale.isOpen = false;
    lapse(sale.claims[0]!);
    expect(kinds(ask([by("c")]))).toEqual(["not_open"]);
    expect(sale.claims[1]!.status).toBe("waiting");
    sale.isOpen = true;
    ask([]);
    expect(sale.claims[1]!.status).toBe("won");
  });
});
