import type { z } from "zod";
import { type EventName, events } from "../../../contract/events.ts";
import { invalidInput } from "../errors.ts";

type Named<T extends EventName, Data> = {
  readonly shopId: string;
  readonly type: T;
  /** Facts of one member are read in the order in which they happened. */
  readonly memberId?: string | undefined;
  /** The order, show, product … that the contract names as the type's subject. */
  readonly subjectId?: string | undefined;
  /** When it happened, by the clock of the use case. */
  readonly at: Date;
  readonly data: Data;
};

/** A fact to be written down. A union by `type`, so that the data belongs to it. */
export type NewFact<T extends EventName = EventName> = T extends EventName
  ? Named<T, z.input<(typeof events)[T]["data"]>>
  : never;

/** A fact as readers get it. `id` is unique in the stream. */
export type Fact<T extends EventName = EventName> = T extends EventName
  ? Named<T, z.output<(typeof events)[T]["data"]>> & { readonly id: number }
  : never;

/** Checks a fact against the contract. Throws `invalid_input` with the path of the bad field. */
export function checkFact(fact: NewFact): NewFact {
  const { member, subject, data }: { member: boolean; subject?: string; data: z.ZodType } = events[fact.type];
  if (member && !fact.memberId) throw invalidInput("memberId", `${fact.type} belongs to a member`);
  if (subject !== undefined && !fact.subjectId)
    throw invalidInput("subjectId", `${fact.type} names a ${subject}`);
  const parsed = data.safeParse(fact.data);
  if (parsed.success) return { ...fact, data: parsed.data } as NewFact;
  const [issue] = parsed.error.issues;
  throw invalidInput(`data.${issue?.path.join(".") ?? ""}`, `${fact.type}: ${issue?.message ?? "unusable"}`);
}
