import { isDeleted, type CiamUser } from "../../../ciam/actions";
import { isUserGone } from "../../../ciam/errors/catalogue/meanings";
import type { ManagedUser } from "../../users/plan/actions";
import type { UserField, IndexedAttribute } from "../../users/model/fields";
import { identitiesOf, type Identity } from "../../users/model/identity/identity";
import type { LiveUser } from "../../users/model/live";
import { liveUser } from "../../users/ciam";
import { LiveUsers } from "../../users/model/liveUsers";
import { sentPhone, spellingsOfPhone } from "../../users/model/identity/phone";
import { origins, ownerMark, type Origin } from "../../users/model/mark";
import type { DeclaredUser } from "../../users/model/user";
import type { RunContext } from "../run";
import { readAll } from "./pages";

/** The store to look in. */
type Store = Pick<RunContext, "calls" | "userStoreId" | "phoneCountry">;

/**
 * The identities that DescribeUser takes as a filter. The other one, weComUserId, is only found by reading the store.
 */
export const QUERYABLE: ReadonlySet<string> = new Set([
  "userName",
  "phoneNumber",
  "email",
  "alipayUserId",
  "wechatOpenId",
  "wechatUnionId",
  "qqOpenId",
  "qqUnionId",
]);

/** For at most this many look-ups, asking for the size of the store does not pay. */
const FEW = 2;

const LARGEST_PAGE = 1000;

/** When a list lacks more than this many recorded users, the whole store is read instead of each of them. */
const MANY = 20;

/**
 * Reads our users: by a paged query on each form of the mark, and by id those of the record that the queries lack.
 * Users marked by an owner in `takeOver` are read in the same way.
 */
export async function observeOurs(
  context: RunContext,
  recorded: readonly Pick<ManagedUser, "id">[],
  takeOver: Iterable<string> = [],
  aside: Aside = { count: 0, take: () => false, awaited: () => [] },
): Promise<LiveUsers> {
  const { attribute, formers, values } = context.mark;
  const isFew = areReadByOne(recorded.length, aside.count);
  const live = new LiveUsers(isFew ? [] : await ourUsers(context, origins, aside));
  const others = [
    ...formers.flatMap((former) => origins.map((origin) => [former, values[origin]] as const)),
    ...[...takeOver].flatMap((owner) =>
      origins.map((origin) => [attribute, ownerMark(owner, attribute).values[origin]] as const),
    ),
  ];
  for (const [where, value] of others)
    for (const user of await usersWithMark(context, where, value, aside)) live.add(user);
  const see = (user: LiveUser): void => {
    if (!aside.take(user)) live.add(user);
  };
  const lacking = (): string[] => [
    ...recorded.flatMap(({ id }) => (live.get(id) ? [] : [id])),
    ...(isFew ? [] : aside.awaited()),
  ];
  let missing = lacking();
  if (missing.length > MANY && !isFew && pagesOf(await sizeOfStore(context)) < missing.length) {
    const wanted = new Set(missing);
    for (const user of await everyUser(context)) if (wanted.has(user.id)) see(user);
    missing = lacking();
  }
  for (const id of missing) {
    const user = await readUser(context, id);
    if (user) see(user);
  }
  return live;
}

/** Users of ours who are looked at as they come, and not kept. */
export interface Aside {
  /** How many there are. To read few others one by one may take fewer calls than to read all of ours. */
  readonly count: number;
  /** True if the user is one of them, and was looked at. */
  take(user: LiveUser): boolean;
  /** The UserIds of those who were not seen and have to be. */
  awaited(): string[];
}

/** True if recorded users are read one by one, and others of ours, whom the record lacks, are not seen by it. */
export function areReadByOne(recorded: number, atRest: number): boolean {
  return atRest > 0 && recorded <= pagesOf(atRest);
}

function pagesOf(users: number): number {
  return Math.ceil(users / LARGEST_PAGE);
}

/** True if this many users take fewer calls one by one than all of ours take by pages. */
export function isFewer({ atRest }: Pick<RunContext, "atRest">, users: number): boolean {
  return users <= pagesOf(atRest);
}

/** Looks at users who have just been imported: at all of ours, or by an identity of each, whichever takes fewer calls. */
export async function imported(context: RunContext, users: readonly DeclaredUser[], aside: Aside): Promise<void> {
  const { attribute, values } = context.mark;
  const named = users.map((user) => identitiesOf(user).find(({ field }) => QUERYABLE.has(field)));
  if (!isFewer(context, users.length) || named.includes(undefined)) {
    await ourUsers(context, ["created"], aside);
    return;
  }
  for (const identity of named) {
    if (!identity) continue;
    for (const user of await usersWithIdentity(context, identity, identity.value))
      if (user.fields[attribute] === values.created) aside.take(user);
  }
}

/** All users that carry our mark: those we made, those we adopted, or both. */
export async function ourUsers(
  context: RunContext,
  which: readonly Origin[] = origins,
  aside?: Aside,
): Promise<LiveUser[]> {
  const { attribute, values } = context.mark;
  const found: LiveUser[][] = [];
  for (const origin of which) found.push(await usersWithMark(context, attribute, values[origin], aside));
  return found.flat();
}

/** Sorted by id, so that pages do not shift. */
async function usersWithMark(
  { calls, userStoreId, phoneCountry }: RunContext,
  attribute: IndexedAttribute,
  value: string,
  aside?: Aside,
): Promise<LiveUser[]> {
  // Of a store of a hundred thousand users only those are kept who have to be.
  const seen = (user: CiamUser): { readonly id: string; readonly live?: LiveUser } => {
    const live = liveUser(user, phoneCountry);
    const { id } = live;
    // The filter is a claim of the service; the mark on the user is the fact.
    return live.fields[attribute] !== value || aside?.take(live) ? { id } : { id, live };
  };
  const users = await readAll(
    { calls, action: "DescribeUser" },
    async (Pageable) => {
      const reply = await calls.call("DescribeUser", {
        UserStoreId: userStoreId,
        Pageable,
        Filters: [{ PropertyKey: attribute, PropertyValue: value, Logic: true, OperateLogic: "=" }],
        Sort: { PropertyKey: "id", Order: "ASC" },
        Original: true,
      });
      return { total: reply.Total ?? 0, items: (reply.Content ?? []).map(seen) };
    },
    ({ id }) => id,
  );
  return users.flatMap(({ live }) => live ?? []);
}

/**
 * One user; undefined when the service has none. It says so by an empty answer, by an error, or by an answer about a
 * deleted user: which one is not documented.
 */
export async function readUser({ calls, userStoreId, phoneCountry }: Store, id: string): Promise<LiveUser | undefined> {
  try {
    const { User } = await calls.call("DescribeUserById", { UserStoreId: userStoreId, UserId: id, Original: true });
    return User && !isDeleted(User) ? liveUser(User, phoneCountry) : undefined;
  } catch (error) {
    if (isUserGone(error)) return undefined;
    throw error;
  }
}

/**
 * Looks for existing users that we do not know: one by one by identity, or by reading the whole store, whichever takes
 * fewer calls.
 */
export async function preflight(
  context: RunContext,
  live: LiveUsers,
  newcomers: readonly DeclaredUser[],
): Promise<void> {
  const wanted = newcomers.flatMap((user) =>
    identitiesOf(user)
      .filter(({ key }) => live.holding(key).length === 0)
      .map((identity) => ({ identity, declared: user[identity.field] })),
  );
  if (wanted.length === 0) return;
  const queryable = wanted.every(({ identity }) => QUERYABLE.has(identity.field));
  const lookUps = wanted.reduce((sum, { identity, declared }) => sum + spellingsOf(identity, declared).size, 0);
  if (!queryable || lookUps > FEW) {
    const total = await sizeOfStore(context);
    if (total === 0) return;
    if (!queryable || Math.ceil(total / LARGEST_PAGE) <= lookUps) {
      for (const user of await everyUser(context)) if (!live.get(user.id)) live.add(user);
      return;
    }
  }
  for (const { identity, declared } of wanted) {
    for (const user of await usersWithIdentity(context, identity, declared)) if (!live.get(user.id)) live.add(user);
  }
}

/** The users of the store that hold this identity, as declared or in its normal form. */
export async function usersWithIdentity(store: Store, identity: Identity, declared: unknown): Promise<LiveUser[]> {
  const found: LiveUser[][] = [];
  for (const value of spellingsOf(identity, declared)) found.push(await usersWithValue(store, identity.field, value));
  return found.flat().filter((user) => identitiesOf(user).some(({ key }) => key === identity.key));
}

/**
 * A search may compare letter by letter, so it is tried with the declared value, its normal form, and every other
 * spelling that a store may have of a phone number.
 */
function spellingsOf({ field, normal }: Identity, declared: unknown): Set<string> {
  const texts = typeof declared === "string" ? [declared] : [];
  if (field !== "phoneNumber") return new Set([...texts, normal]);
  return new Set([...texts, normal, ...texts.flatMap((text) => spellingsOfPhone(sentPhone(text)))]);
}

async function usersWithValue(
  { calls, userStoreId, phoneCountry }: Store,
  field: UserField,
  value: string,
): Promise<LiveUser[]> {
  if (field === "email" || field === "phoneNumber") {
    const reply = await calls.call("ListUserByProperty", {
      UserStoreId: userStoreId,
      PropertyCode: field,
      PropertyValue: value,
      Original: true,
    });
    return (reply.Users ?? []).map((user) => liveUser(user, phoneCountry));
  }
  const reply = await calls.call("DescribeUser", {
    UserStoreId: userStoreId,
    Pageable: { PageNumber: 1, PageSize: 10 },
    Filters: [{ PropertyKey: field, PropertyValue: value, Logic: true, OperateLogic: "=" }],
    Original: true,
  });
  return (reply.Content ?? []).map((user) => liveUser(user, phoneCountry));
}

/** The size of the store, and the first user in it. */
export interface Glimpse {
  /** The number of users in the store, ours and others. */
  readonly total: number;
  readonly users: readonly LiveUser[];
}

export async function glimpse({ calls, userStoreId, phoneCountry }: Store): Promise<Glimpse> {
  const reply = await calls.call("ListUser", {
    UserStoreId: userStoreId,
    Pageable: { PageNumber: 1, PageSize: 10 },
    Original: true,
  });
  return { total: reply.Total ?? 0, users: (reply.Content ?? []).map((user) => liveUser(user, phoneCountry)) };
}

/** The number of users in the store, ours and others. */
export async function sizeOfStore(store: Store): Promise<number> {
  return (await glimpse(store)).total;
}

/** Some users that do not carry our mark. Whether this finds a user with an empty attribute is not documented. */
export async function someWithoutMark(
  { calls, userStoreId, mark, phoneCountry }: RunContext,
  count: number,
): Promise<LiveUser[]> {
  const reply = await calls.call("DescribeUser", {
    UserStoreId: userStoreId,
    Pageable: { PageNumber: 1, PageSize: count },
    Filters: [{ PropertyKey: mark.attribute, PropertyValue: mark.values.created, OperateLogic: "!=" }],
    Original: true,
  });
  return (reply.Content ?? []).map((user) => liveUser(user, phoneCountry));
}

/** The whole store, in the order of the service. */
export async function everyUser({ calls, userStoreId, phoneCountry }: Store): Promise<LiveUser[]> {
  const users = await readAll(
    { calls, action: "ListUser" },
    async (Pageable) => {
      const reply = await calls.call("ListUser", { UserStoreId: userStoreId, Pageable, Original: true });
      return { total: reply.Total ?? 0, items: reply.Content ?? [] };
    },
    (user) => user.UserId,
  );
  return users.map((user) => liveUser(user, phoneCountry));
}
