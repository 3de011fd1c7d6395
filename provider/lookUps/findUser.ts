import { UsageError } from "../../ciam/errors";
import { suggestion } from "../../text/suggest";
import { QUERYABLE, readUser, usersWithIdentity } from "../reconcile/observe/observe";
import type { Calls } from "../reconcile/run";
import { isUserField, userFields } from "../users/model/fields";
import { identityOf } from "../users/model/identity/identity";
import type { LiveUser } from "../users/model/live";
import type { DeclaredUser } from "../users/model/user";

/** The key of a look-up: the UserId, or one of the identities that CIAM can look up. */
export type UserQuery =
  | { userId: string }
  | { userName: string }
  | { phoneNumber: string }
  | { email: string }
  | { wechatOpenId: string }
  | { wechatUnionId: string }
  | { alipayUserId: string }
  | { qqOpenId: string }
  | { qqUnionId: string };

/** A user as the store holds it now. */
export interface UserInfo {
  /** CIAM's own name for the user. */
  userId: string;
  /** `NORMAL`, `NOT_ENABLED`, `LOCK` or `FREEZE`; empty if the service does not say. */
  status: string;
  /** When it was created, in milliseconds since the epoch; 0 if the service does not say. */
  createdDate: number;
  /** When it last signed on, in milliseconds since the epoch; null for a user who has never signed on. */
  lastSignOn: number | null;
  /** Unmasked, under the names of a declaration, without values that the store does not tell or keeps secret. */
  fields: Omit<DeclaredUser, "password" | "salt" | "passwordEncryptType" | "residentIdentityCard">;
}

/** One user of a store, found by the UserId or by an identity in any spelling; nothing when there is none. */
export async function userOf(
  calls: Calls,
  userStoreId: string,
  query: Readonly<Record<string, string>>,
): Promise<UserInfo | undefined> {
  const store = { calls, userStoreId };
  const [[name, value] = ["", ""], ...more] = Object.entries(query);
  if (more.length > 0 || value === "") throw new UsageError(`findUser takes exactly one of ${QUERIES.join(", ")}`);
  if (name === "userId") {
    const user = await readUser(store, value);
    return user && told(user);
  }
  if (!isUserField(name) || !QUERYABLE.has(name)) {
    throw new UsageError(
      `findUser cannot look for ${JSON.stringify(name)}${suggestion(name, QUERIES)}: it takes one of ${QUERIES.join(", ")}`,
    );
  }
  const found = new Map(
    (await usersWithIdentity(store, identityOf(name, value), value)).map((user) => [user.id, user]),
  );
  const [user, ...others] = found.values();
  if (others.length > 0) {
    throw new UsageError(`findUser: ${found.size} users have this ${name}: ${[...found.keys()].join(", ")}`);
  }
  return user && told(user);
}

const QUERIES = ["userId", ...QUERYABLE];

function told({ id, status, createdDate, lastSignOn, fields }: LiveUser): UserInfo {
  const open = Object.entries(fields).filter(([field]) => isUserField(field) && !userFields[field].secret);
  return { userId: id, status, createdDate, lastSignOn, fields: Object.fromEntries(open) };
}
