import type { IdentityDoubt } from "./reading/identities.ts";

/** What was taken, yet deserves a look. Counted by code, with the first line where it happened. */
type WarningCode =
  | "phone_masked"
  | "phone_encrypted"
  | "phone_unrecognised"
  | "email_unusable"
  | "account_masked"
  | "status_unknown"
  | "amounts_divided"
  | "refund_larger_than_order"
  | "number_rounded"
  | "order_lines_scattered";

export type Warning = { readonly code: WarningCode; readonly count: number; readonly firstLine: number };

export type Warnings = {
  add(code: WarningCode, lineNumber: number): void;
  addPhoneDoubt(doubt: IdentityDoubt, lineNumber: number): void;
  list(): readonly Warning[];
};

const phoneCodes = {
  masked: "phone_masked",
  encrypted: "phone_encrypted",
  unrecognised: "phone_unrecognised",
} as const satisfies Record<IdentityDoubt, WarningCode>;

export function createWarnings(): Warnings {
  const counted = new Map<WarningCode, { count: number; readonly firstLine: number }>();
  const add = (code: WarningCode, lineNumber: number): void => {
    const known = counted.get(code);
    if (known) known.count += 1;
    else counted.set(code, { count: 1, firstLine: lineNumber });
  };
  return {
    add,
    addPhoneDoubt: (doubt, lineNumber) => add(phoneCodes[doubt], lineNumber),
    list: () => [...counted].map(([code, { count, firstLine }]) => ({ code, count, firstLine })),
  };
}
