import { readAccount, readDisplayName, readEmail, readPhone } from "../reading/identities.ts";
import type { Buyer } from "../records.ts";
import type { FileContext } from "./dialect.ts";

export type BuyerCells = {
  readonly account?: string;
  readonly name?: string;
  readonly nickname?: string;
  readonly phone?: string;
  readonly email?: string;
};

/** Reads who bought, leaves out what cannot identify and counts it. Undefined when nothing remains. */
export function readBuyer(cells: BuyerCells, context: FileContext, lineNumber: number): Buyer | undefined {
  const account = readAccount(cells.account ?? "");
  const phone = readPhone(cells.phone ?? "", context.callingCode);
  const email = readEmail(cells.email ?? "");
  if (account.doubt) context.warnings.add("account_masked", lineNumber);
  if (phone.doubt) context.warnings.addPhoneDoubt(phone.doubt, lineNumber);
  if (email.doubt) context.warnings.add("email_unusable", lineNumber);
  const name = readDisplayName(cells.name ?? "");
  const nickname = readDisplayName(cells.nickname ?? "");
  if (!account.value && !phone.value && !email.value && !name && !nickname) return undefined;
  return {
    ...(account.value && { customerNumber: account.value }),
    ...(phone.value && { phone: phone.value }),
    ...(email.value && { email: email.value }),
    ...(name && { name }),
    ...(nickname && { nickname }),
  };
}
