import type { RecordedUser } from "../users/actions";
import type { UserField } from "../users/fields";
import { identitiesOf, type Identity } from "../users/identity";
import { fromCiamUser, type LiveUser } from "../users/live";
import { LiveUsers } from "../users/liveUsers";
import type { DeclaredUser } from "../users/user";
import type { RunContext } from "./context";
import { readAll } from "./pages";

/** Identities DescribeUser takes as a filter; the other one, weComUserId, can only be found by reading the store. */
const QUERYABLE: ReadonlySet<string> = new Set([
  "userName",
  "phoneNumber",
  "email",
  "alipayUserId",
  "wechatOpenId",
  "wechatUnionId",
  "qqOpenId",
  "qqUnionId",
]);

/** Up to this many look-ups it is not worth asking how large the store is. */
const FEW = 2;

const LARGEST_PAGE = 1000;

/** Our users: by one paged query on the mark, and those of the record that the query lacks by their id. */
export async function observeOurs(context: RunContext, recorded: readonly RecordedUser[]): Promise<LiveUsers> {
  const live = new LiveUsers(await usersWithMark(context));
  for (const { id } of recorded) {
    if (live.get(id)) continue;
    const user = await readUser(context, id);
    if (user) live.add(user);
  }
  return live;
}

/** Every user that carries our mark, sorted by id so that pages do not shift. */
export async function usersWithMark({ calls, userStoreId, mark }: RunContext): Promise<LiveUser[]> {
  const users = await readAll(
    async (Pageable) => {
      const reply = await calls.call("DescribeUser", {
        UserStoreId: userStoreId,
        Pageable,
        Filters: [{ PropertyKey: mark.attribute, PropertyValue: mark.value, Logic: true, OperateLogic: "=" }],
        Sort: { PropertyKey: "id", Order: "ASC" },
        Original: true,
      });
      return { total: reply.Total ?? 0, items: reply.Content ?? [] };
    },
    (user) => user.UserId,
  );
  // The filter is the service's word; the mark on the user is the fact.
  return users.map(fromCiamUser).filter((user) => user.fields[mark.attribute] === mark.value);
}

/** One user, or nothing when the service says it has no such user. */
export async function readUser({ calls, userStoreId }: RunContext, id: string): Promise<LiveUser | undefined> {
  const { User } = await calls.call("DescribeUserById", { UserStoreId: userStoreId, UserId: id, Original: true });
  return User ? fromCiamUser(User) : undefined;
}

/**
 * Looks for users who exist already and that we do not know: one by one by their identities, or by reading the whole
 * store, whichever is fewer calls.
 */
export async function preflight(
  context: RunContext,
  live: LiveUsers,
  newcomers: readonly DeclaredUser[],
): Promise<void> {
  const wanted = newcomers.flatMap((user) =>
    identitiesOf(user)
      .filter(({ key }) => live.holding(key).length === 0)
      .map((identity) => ({ identity, declared: String(user[identity.field]) })),
  );
  if (wanted.length === 0) return;
  const queryable = wanted.every(({ identity }) => QUERYABLE.has(identity.field));
  if (!queryable || wanted.length > FEW) {
    const total = await sizeOfStore(context);
    if (total === 0) return;
    if (!queryable || Math.ceil(total / LARGEST_PAGE) <= wanted.length) {
      for (const user of await everyUser(context)) if (!live.get(user.id)) live.add(user);
      return;
    }
  }
  for (const { identity, declared } of wanted) {
    for (const user of await usersWithIdentity(context, identity, declared)) if (!live.get(user.id)) live.add(user);
  }
}

/** The users of the store that hold this identity, in the form it was declared in or in its normal form. */
export async function usersWithIdentity(
  context: RunContext,
  identity: Identity,
  declared: string,
): Promise<LiveUser[]> {
  const found: LiveUser[] = [];
  for (const value of new Set([declared, identity.normal]))
    found.push(...(await usersWithValue(context, identity.field, value)));
  return found.filter((user) => identitiesOf(user).some(({ key }) => key === identity.key));
}

async function usersWithValue(
  { calls, userStoreId }: RunContext,
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
    return (reply.Users ?? []).map(fromCiamUser);
  }
  const reply = await calls.call("DescribeUser", {
    UserStoreId: userStoreId,
    Pageable: { PageNumber: 1, PageSize: 10 },
    Filters: [{ PropertyKey: field, PropertyValue: value, Logic: true, OperateLogic: "=" }],
    Original: true,
  });
  return (reply.Content ?? []).map(fromCiamUser);
}

/** How many users the store has, ours and others. */
export async function sizeOfStore({ calls, userStoreId }: RunContext): Promise<number> {
  const reply = await calls.call("ListUser", {
    UserStoreId: userStoreId,
    Pageable: { PageNumber: 1, PageSize: 10 },
    Original: true,
  });
  return reply.Total ?? 0;
}

/** The whole store, in whatever order the service gives it. */
export async function everyUser({ calls, userStoreId }: RunContext): Promise<LiveUser[]> {
  const users = await readAll(
    async (Pageable) => {
      const reply = await calls.call("ListUser", { UserStoreId: userStoreId, Pageable, Original: true });
      return { total: reply.Total ?? 0, items: reply.Content ?? [] };
    },
    (user) => user.UserId,
  );
  return users.map(fromCiamUser);
}
