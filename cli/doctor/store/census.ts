import type { CiamUser } from "../../../ciam/actions";
import { fromCiamUser } from "../../../provider/users/ciam";
import { indexedAttributes, type IndexedAttribute } from "../../../provider/users/model/fields";
import { ownerMark, ownershipOf } from "../../../provider/users/model/mark";
import { count, listed } from "../../../text/format";
import { compareText } from "../../../text/values";
import type { Finding } from "../finding";
import type { Bench } from "../service/bench";
import { runOf } from "../trial/marks";

/** The users of a store by owner, without a name of anybody. */
export interface Census {
  /** All users, as the service counts them; undefined where it does not say. */
  readonly total: number | undefined;
  /** The number of users that were looked at, guests of doctors left out. */
  readonly seen: number;
  readonly guests: number;
  /** Owner → the number of its users. */
  readonly owners: ReadonlyMap<string, number>;
  /** Attribute → the number of users that have another value than a mark in it. */
  readonly others: Readonly<Record<IndexedAttribute, number>>;
}

/** A store is not read further than this many pages. */
const MOST_PAGES = 20;

/** Reads the beginning of a store, as much as says whose it is. */
export async function census(bench: Bench, attribute: IndexedAttribute, pageSize: number): Promise<Census> {
  bench.progress("the users of the store");
  const users = new Map<string, CiamUser>();
  let total: number | undefined;
  for (let PageNumber = 1; PageNumber <= MOST_PAGES; PageNumber++) {
    const reply = await bench.call("ListUser", {
      UserStoreId: bench.storeId,
      Pageable: { PageNumber, PageSize: pageSize },
      // As the provider reads them: a mark that came masked would be taken for another value.
      Original: true,
    });
    total = reply.Total ?? undefined;
    const before = users.size;
    for (const user of reply.Content ?? []) users.set(user.UserId, user);
    if (users.size === before || (total !== undefined && users.size >= total)) break;
  }
  return counted([...users.values()], attribute, total);
}

/** Counts owners and other values. */
export function counted(
  users: readonly CiamUser[],
  attribute: IndexedAttribute,
  total: number | undefined = users.length,
): Census {
  const owners = new Map<string, number>();
  const others: Record<IndexedAttribute, number> = {
    indexedAttribute1: 0,
    indexedAttribute2: 0,
    indexedAttribute3: 0,
    indexedAttribute4: 0,
    indexedAttribute5: 0,
  };
  const strangers = users.filter((user) => runOf(user) === undefined).map(fromCiamUser);
  for (const user of strangers) {
    for (const one of indexedAttributes) {
      const ownership = ownershipOf(user, ownerMark("", one));
      if (ownership.kind !== "foreign") continue;
      const { owner } = ownership;
      if (owner === undefined) others[one] += 1;
      else if (one === attribute) owners.set(owner, (owners.get(owner) ?? 0) + 1);
    }
  }
  return { total, seen: strangers.length, guests: users.length - strangers.length, owners, others };
}

/** The number of users of others in a store; undefined where nobody can tell. */
export function strangersIn({ total, seen, guests }: Census): number | undefined {
  return total === undefined ? undefined : Math.max(seen, total - guests);
}

/** The findings of the census for somebody who is about to declare users of the store. */
export function censusFindings(census: Census, attribute: IndexedAttribute): Finding[] {
  const { total, seen, owners, others } = census;
  const strangers = strangersIn(census);
  const isPart = total !== undefined && seen + census.guests < total;
  const of = isPart ? `, of the first ${count(seen, "user")}` : "";
  const taken = others[attribute];
  const free = indexedAttributes.filter((one) => others[one] === 0);
  const named = [...owners]
    .sort(([a, n], [b, m]) => m - n || compareText(a, b))
    .map(([owner, users]) => `${owner} (${users.toLocaleString("en-US")})`);
  const page = "docs/user-import-job.md#whose-user-is-it";
  return [
    {
      about: "the store",
      asked: "how many users does it have",
      cameBack: strangers === undefined ? "it does not say" : count(strangers, "user"),
      means:
        strangers === 0
          ? "a first up makes all that are declared"
          : "who is there is never changed, unless it is adopted",
      page: "docs/user-import-job.md#users-who-exist-already",
      standing: "fine",
    },
    {
      about: "the store",
      asked: "whose marks do they have",
      cameBack: named.length === 0 ? `nobody's${of}` : `${listed(named)}${of}`,
      means:
        named.length === 0
          ? "no UserImportJob has users here"
          : "these belong to UserImportJobs, which leave each other's users alone",
      page,
      standing: "fine",
    },
    {
      about: "the store",
      asked: `is ${attribute} free for the mark`,
      cameBack:
        taken === 0
          ? `yes${of}`
          : `no: ${count(taken, "user")} ${taken === 1 ? "has" : "have"} something else in it${of}`,
      means:
        taken === 0
          ? "a user gets its mark there"
          : `say ownerAttribute: ${free.length > 0 ? `free are ${free.join(", ")}` : "no indexed attribute is free of values"}`,
      page: "docs/user-import-job.md#where-the-mark-is",
      standing: taken === 0 ? "fine" : "wrong",
    },
  ];
}
