import { ApiError } from "../service/apiError";
import type { Row } from "../service/database";
import { claimIdentities, identitiesOf } from "./identities";
import type { Services } from "../service/services";
import { documentOf, indexedAttributes, userFromDocument, type StoredUser } from "./userForm";

/** The users in the database. The caller has validated them. */

export function insertUser(services: Services, user: StoredUser, credential: string | null): void {
  services.db.run(
    "INSERT INTO users (id, store, created, modified, doc, credential, i1, i2, i3, i4, i5) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    user.UserId,
    user.UserStoreId,
    user.CreatedDate,
    user.LastModifiedDate,
    documentOf(user),
    credential,
    ...indexedAttributes.map((name) => user[name] ?? null),
  );
  claimIdentities(services, user);
  joinGroups(services, user);
}

export function replaceUser(services: Services, user: StoredUser): void {
  freeIdentities(services, user.UserId);
  services.db.run(
    "UPDATE users SET modified = ?, doc = ?, i1 = ?, i2 = ?, i3 = ?, i4 = ?, i5 = ? WHERE id = ?",
    user.LastModifiedDate,
    documentOf(user),
    ...indexedAttributes.map((name) => user[name] ?? null),
    user.UserId,
  );
  claimIdentities(services, user);
  services.db.run("DELETE FROM members WHERE user = ?", user.UserId);
  joinGroups(services, user);
}

export function removeUser(services: Services, id: string): void {
  const { deletedIdentities, deletedUsers } = services.config();
  if (deletedIdentities === "free") freeIdentities(services, id);
  if (deletedUsers === "answered") {
    services.db.run("INSERT INTO deleted (id, store, doc) SELECT id, store, doc FROM users WHERE id = ?", id);
  }
  services.db.run("DELETE FROM members WHERE user = ?", id);
  services.db.run("DELETE FROM users WHERE id = ?", id);
}

export function findUser({ db }: Services, store: string, id: string): StoredUser | undefined {
  const row = db.get("SELECT doc FROM users WHERE id = ? AND store = ?", id, store);
  return row && userOf(row);
}

/** A deleted user, if the service is configured to remember deleted users. */
export function deletedUser({ db, config }: Services, store: string, id: string): StoredUser | undefined {
  if (config().deletedUsers === "gone") return undefined;
  const row = db.get("SELECT doc FROM deleted WHERE id = ? AND store = ?", id, store);
  return row && { ...userOf(row), Status: "DELETED" };
}

/** The user, or UserNotFound. */
export function requireUser(services: Services, store: string, id: string): StoredUser {
  const user = findUser(services, store, id);
  if (!user) throw new ApiError("FailedOperation.UserNotFound");
  return user;
}

/** Refuses more users than a store may have. */
export function requireRoom({ db, config }: Services, store: string, more: number): void {
  const { maxUsersPerStore } = config();
  // The number of users ever created in all stores is known without counting.
  const ever = Number(db.get("SELECT max(seq) AS seq FROM users")?.seq ?? 0);
  if (ever + more <= maxUsersPerStore) return;
  const users = db.count("SELECT count(*) AS n FROM users WHERE store = ?", store);
  if (users + more > maxUsersPerStore) throw new ApiError("FailedOperation.QuotaLimitExceeded");
}

export function userOf(row: Row): StoredUser {
  return userFromDocument(String(row.doc));
}

function freeIdentities(services: Services, id: string): void {
  const row = services.db.get("SELECT doc FROM users WHERE id = ?", id);
  for (const { store, attribute, value } of row ? identitiesOf(userOf(row)) : []) {
    services.db.run(
      "DELETE FROM identities WHERE store = ? AND attribute = ? AND value = ? AND user = ?",
      store,
      attribute,
      value,
      id,
    );
  }
}

/** The document keeps the group ids in the order in which they were sent; this table finds the members of a group. */
function joinGroups({ db }: Services, user: StoredUser): void {
  for (const group of user.UserGroups ?? []) {
    db.run("INSERT OR IGNORE INTO members (grp, user) VALUES (?, ?)", group, user.UserId);
  }
}

/** The application's part when a user signs on; no action of the API does it. Undefined for an unknown user. */
export function signOn(services: Services, id: string): StoredUser | undefined {
  const row = services.db.get("SELECT doc FROM users WHERE id = ?", id);
  if (!row) return undefined;
  const user = { ...userOf(row), LastSignOn: services.clock.now() };
  services.db.transaction(() => {
    replaceUser(services, user);
  });
  return user;
}
