import type { CiamUser } from "../../../ciam/actions";
import { CiamError } from "../../../ciam/errors";
import { isTooManyAtOnce, isUserGone } from "../../../ciam/errors/catalogue/meanings";
import { everyGroup } from "../../../provider/reconcile/observe/groups";
import type { Bench } from "../service/bench";
import { isDoctorsGroup, isDoctorsStore, runOf } from "./marks";
import { marked } from "./trial";

/** The things that doctors have made in an account, by evidence. */
export interface Leftovers {
  readonly users: readonly CiamUser[];
  readonly groups: readonly string[];
  /** Second stores, whose users are all of a doctor's. */
  readonly stores: readonly string[];
}

/** The numbers of things that were removed, by kind. */
export interface Removed {
  readonly users: number;
  readonly groups: number;
  readonly stores: number;
}

/** Finds what doctors have made in a store, and their second stores. It only reads. */
export async function findLeftovers(bench: Bench): Promise<Leftovers> {
  const users = (await marked(bench)).filter((user) => runOf(user) !== undefined);
  if ("refusal" in (await bench.tried("ListUserGroups", firstOf(bench.storeId))))
    return { users, groups: [], stores: [] };
  const groups = (await everyGroup(bench, bench.storeId)).filter(isDoctorsGroup);
  return { users, groups: groups.map(({ UserGroupId }) => UserGroupId), stores: await secondStores(bench) };
}

function firstOf(UserStoreId: string) {
  return { UserStoreId, Pageable: { PageNumber: 1, PageSize: 1 } };
}

async function secondStores(bench: Bench): Promise<string[]> {
  const listed = await bench.tried("ListUserStore", {});
  if ("refusal" in listed) return [];
  return (listed.reply.UserStoreSet ?? [])
    .filter((store) => store.UserStoreId !== bench.storeId && isDoctorsStore(store))
    .map(({ UserStoreId }) => UserStoreId);
}

/** Removes what was found: users first, because a group or a store may have them. */
export async function removeLeftovers(bench: Bench, found: Leftovers): Promise<Removed> {
  await deleteUsers(
    bench,
    found.users.map(({ UserId }) => UserId),
  );
  for (const id of found.groups)
    await bench.call("DeleteUserGroups", { UserStoreId: bench.storeId, UserGroupIds: [id] });
  let stores = 0;
  for (const id of found.stores) if (await isOnlyDoctors(bench, id)) stores += await deleteStore(bench, id);
  return { users: found.users.length, groups: found.groups.length, stores };
}

/** A store whose name is a doctor's may have got other users since. */
async function isOnlyDoctors(bench: Bench, UserStoreId: string): Promise<boolean> {
  const { Total, Content } = await bench.call("ListUser", {
    UserStoreId,
    Pageable: { PageNumber: 1, PageSize: 10 },
    Original: true,
  });
  const users = Content ?? [];
  return (Total ?? 0) === users.length && users.every((user) => runOf(user) !== undefined);
}

async function deleteStore(bench: Bench, UserPoolId: string): Promise<number> {
  await bench.call("DeleteUserStore", { UserPoolId });
  return 1;
}

/** In one call, or in smaller and smaller ones where the service takes no more, or one of them is gone already. */
async function deleteUsers(bench: Bench, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  try {
    await bench.call("DeleteUsers", { UserStoreId: bench.storeId, UserIds: [...ids] });
  } catch (error) {
    const isGone = isUserGone(error);
    if (!(error instanceof CiamError) || (!isTooManyAtOnce(error) && !isGone)) throw error;
    if (ids.length === 1) {
      if (isGone) return;
      throw error;
    }
    const middle = Math.ceil(ids.length / 2);
    await deleteUsers(bench, ids.slice(0, middle));
    await deleteUsers(bench, ids.slice(middle));
  }
}
