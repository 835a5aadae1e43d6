import { newId } from "../../../platform/ids/index.ts";
import { detached } from "../reading/read-table.ts";
import type { Buyer, Consent } from "../records.ts";
import type { ImportContext } from "./import-context.ts";
import * as store from "./member-writes.ts";

/** A person as a file names her. */
export type NamedPerson = Buyer & {
  /** When she was first seen there. */
  readonly seenAt: Date;
  readonly country?: string;
  readonly consents?: readonly Consent[];
};

/** Finds the member of each person, and makes those that are missing. */
export type MemberDirectory = {
  /** Ids in the order of `people`; undefined for those with nothing to find them by. */
  resolve(people: readonly (NamedPerson | undefined)[]): Promise<readonly (string | undefined)[]>;
};

const mostRemembered = 300_000;

/**
 * Remembers who is who while a file is imported. People are known by their customer number at the source, then phone, then
 * e-mail. Where these belong to different members nobody is merged: the first one decides, and the pair goes on the review
 * list.
 */
export function createMemberDirectory(context: ImportContext): MemberDirectory {
  const remembered = new Map<string, string>();
  return {
    resolve: async (people) => {
      const keys = people.map((person) => (person ? identitiesOf(context.source, person) : []));
      const unknown = new Map<
        string,
        { person: NamedPerson; identities: readonly store.ImportedIdentity[] }
      >();
      for (const [i, identities] of keys.entries()) {
        const key = keyOf(identities);
        const person = people[i];
        if (person && identities.length > 0 && !remembered.has(key)) unknown.set(key, { person, identities });
      }
      if (unknown.size > 0) {
        if (remembered.size + unknown.size > mostRemembered) remembered.clear();
        const found = await settle(context, [...unknown.values()]);
        let i = 0;
        for (const key of unknown.keys()) remembered.set(detached(key), found[i++]!);
      }
      return keys.map((identities) => remembered.get(keyOf(identities)));
    },
  };
}

type Asked = { readonly person: NamedPerson; readonly identities: readonly store.ImportedIdentity[] };

/** One transaction for all: finds, makes, attaches, lists conflicts. */
async function settle(context: ImportContext, asked: readonly Asked[]): Promise<readonly string[]> {
  const outcome = await context.db.transaction(async (tx) => {
    const all = asked.flatMap(({ identities }) => identities);
    const owners = await store.findOwners(tx, context.shopId, all);
    const members: store.NewMember[] = [];
    const claims: store.Claim[] = [];
    const conflicts: store.NewConflict[] = [];
    const ids = asked.map(({ person, identities }) => {
      const known = identities.map((identity) => owners.get(store.identityKey(identity)));
      let memberId = known.find((id) => id !== undefined);
      if (memberId === undefined) {
        const member = newMember(context, person);
        members.push(member);
        memberId = member.id;
      }
      for (const [i, identity] of identities.entries()) {
        const owner = known[i];
        if (owner === undefined) {
          owners.set(store.identityKey(identity), memberId);
          claims.push({ ...identity, memberId });
        } else if (owner !== memberId) {
          conflicts.push({ ...identity, memberId: owner, otherMemberId: memberId });
        }
      }
      return memberId;
    });
    await store.insertMembers(tx, context, members);
    await store.insertClaims(tx, context, claims);
    const listed = await store.insertConflicts(tx, context, conflicts);
    return { ids, made: members.length, listed };
  });
  context.written.members += outcome.made;
  context.written.conflicts += outcome.listed;
  return outcome.ids;
}

function identitiesOf(source: string, person: NamedPerson): readonly store.ImportedIdentity[] {
  const identities: store.ImportedIdentity[] = [];
  // Two platforms may give the same number to different people.
  if (person.customerNumber) {
    identities.push({ kind: "customer_number", value: `${source}:${person.customerNumber}` });
  }
  if (person.phone) identities.push({ kind: "phone", value: person.phone });
  if (person.email) identities.push({ kind: "email", value: person.email });
  return identities;
}

function keyOf(identities: readonly store.ImportedIdentity[]): string {
  return identities.map(store.identityKey).join("\n");
}

function newMember(context: ImportContext, person: NamedPerson): store.NewMember {
  const allowed = new Set(context.consents);
  for (const { channel, granted } of person.consents ?? []) {
    if (granted) allowed.add(channel);
    else allowed.delete(channel);
  }
  const isAbroad = person.country !== undefined && !/^(?:CN|China|中国|HK|TW|MO)/iu.test(person.country);
  const language = isAbroad ? "en" : context.shopLanguage;
  return {
    id: newId(person.seenAt),
    name: (person.name ?? person.nickname ?? unnamed(person, language)).slice(0, 80).toWellFormed(),
    language,
    timeZone: context.timeZone,
    seenAt: person.seenAt,
    consents: [...allowed],
  };
}

function unnamed(person: NamedPerson, language: string): string {
  const number =
    person.customerNumber ?? person.phone?.slice(-4) ?? person.email?.split("@")[0]?.slice(0, 2) ?? "";
  return language === "en" ? `Customer ${number}` : `客户${number}`;
}
