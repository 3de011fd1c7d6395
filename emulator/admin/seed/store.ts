import { createHash } from "node:crypto";
import { fingerprint } from "../../directory/credential";
import { requireGroup } from "../../directory/groups";
import { identityAttributes, requireFree } from "../../directory/identities";
import { requireStoreName } from "../../directory/stores";
import { userFromImport, type StoredUser } from "../../directory/userForm";
import { badPassword, isAllowedPassword, requireProvenName, requireValid } from "../../directory/userRules";
import { insertUser } from "../../directory/users";
import { ApiError } from "../../service/apiError";
import { ConfigError } from "../../service/errors";
import type { Service } from "../../service/service";
import type { Services } from "../../service/services";
import type { FileUser } from "./userFile";

/**
 * Makes a store of this name with these users, or nothing if there is one. Its id, and those of its users and groups,
 * depend on their names alone: a test may have them written down.
 */
export function makeStore({ services }: Service, name: string, users: readonly FileUser[]): void {
  const { db, clock, log } = services;
  if (db.get("SELECT 1 FROM stores WHERE name = ?", name)) {
    log(`no users are loaded into the store ${name}: it is there already`);
    return;
  }
  db.transaction(() => {
    const store = idOf("store", name);
    said("the name of the store", () => requireStoreName(services, name));
    db.run("INSERT INTO stores (id, name, created) VALUES (?, ?, ?)", store, name, clock.now());
    const groups = makeGroups(services, store, new Set(users.flatMap(({ user }) => user.UserGroup ?? [])));
    for (const { at, user } of users) {
      said(at, () => {
        addUser(services, store, {
          ...user,
          UserGroup: (user.UserGroup ?? []).map((group) => groups.get(group) ?? group),
        });
      });
    }
  });
}

function makeGroups(services: Services, store: string, names: ReadonlySet<string>): Map<string, string> {
  const now = services.clock.now();
  const ids = [...names].map((DisplayName): [string, string] => {
    const id = idOf("group", store, DisplayName);
    said("a group", () => requireGroup(services, { UserStoreId: store, DisplayName }));
    services.db.run(
      "INSERT INTO groups (id, store, name, created, modified) VALUES (?, ?, ?, ?, ?)",
      id,
      store,
      DisplayName,
      now,
      now,
    );
    return [DisplayName, id];
  });
  return new Map(ids);
}

function addUser(services: Services, store: string, { UserId, ...sent }: FileUser["user"]): void {
  const { Password, PasswordEncryptTypeEnum, Salt } = sent;
  const made = userFromImport(services, store, sent, services.clock.now());
  const user: StoredUser = { ...made, UserId: UserId ?? idOf("user", store, firstIdentity(made)) };
  requireValid(services, user);
  requireProvenName(user);
  if (Password !== undefined && !PasswordEncryptTypeEnum && !isAllowedPassword(services, Password)) throw badPassword();
  // As somebody else: two users with one identity have one id here.
  requireFree(services, { ...user, UserId: "" });
  insertUser(services, user, fingerprint({ Password, PasswordEncryptTypeEnum, Salt }, services.random));
}

function firstIdentity(user: StoredUser): string {
  const identity = identityAttributes.map((name) => user[name]).find((value) => typeof value === "string");
  if (identity === undefined) {
    throw new ApiError("FailedOperation.AttributeFormatError", "the user has none of the identity attributes");
  }
  return identity;
}

/** 32 hex digits, as all ids here have, from names alone. */
function idOf(...names: string[]): string {
  return createHash("sha256").update(JSON.stringify(names)).digest("hex").slice(0, 32);
}

/** Says of a refusal what it is about. */
function said(what: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    if (error instanceof ApiError) throw new ConfigError(`${what}: ${error.message} (${error.code})`);
    if (error instanceof Error && error.message.includes("UNIQUE constraint failed: users.id"))
      throw new ConfigError(`${what}: another user has the same UserId`);
    throw error;
  }
}
