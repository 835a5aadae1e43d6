import type { CustomerRecord } from "../records.ts";
import type { ImportContext } from "./import-context.ts";
import type { MemberDirectory } from "./member-directory.ts";
import { updateProfiles } from "./member-writes.ts";

/** Writes customers of a file: finds or makes the member, adds tags, fills a birthday that was not told. */
export async function writeCustomers(
  context: ImportContext,
  members: MemberDirectory,
  customers: readonly CustomerRecord[],
): Promise<void> {
  if (customers.length === 0) return;
  const now = context.clock.now();
  const ids = await members.resolve(
    customers.map((customer) => ({ ...customer, seenAt: customer.joinedAt ?? now })),
  );
  const profiles = new Map(
    customers.flatMap((customer, i) => {
      const memberId = ids[i];
      if (memberId === undefined) return [];
      const birthday = customer.birthday?.startsWith("--") ? null : (customer.birthday ?? null);
      return [
        [memberId, { memberId, birthday, tags: customer.tags, joinedAt: customer.joinedAt ?? null }] as const,
      ];
    }),
  );
  context.written.changedMembers += await context.db.transaction((tx) =>
    updateProfiles(tx, context.shopId, [...profiles.values()]),
  );
}
