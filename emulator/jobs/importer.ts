import type { ImportUser } from "../../ciam/actions";
import { ApiError } from "../service/apiError";
import { fingerprint } from "../directory/credential";
import { identityAttributes, requireFree, takenIdentities } from "../directory/identities";
import { logEvent } from "../directory/logs";
import type { Services } from "../service/services";
import { userFromImport, type StoredUser } from "../directory/userForm";
import { badPassword, isAllowedPassword, requireProvenName, requireValid } from "../directory/userRules";
import { insertUser, replaceUser, requireUser } from "../directory/users";

/** The task of an import job. */
export interface ImportOrder {
  /** Each password is replaced by its fingerprint. */
  readonly users: readonly ImportUser[];
  /** The number of users after which the job breaks down: it ends FAILED and ignores the rest. */
  readonly breaksAfter?: number;
}

export interface Failure {
  readonly identification: string;
  readonly reason: string;
}

/** Replaces the fingerprint of a password that the store's rule refuses. */
const REFUSED = "refused";

/** Reduces the passwords to what may be stored, before anything is written. */
export function importOrder(services: Services, users: readonly ImportUser[]): ImportOrder {
  return {
    users: users.map(({ Salt, PasswordEncryptTypeEnum, Password, ...user }) => {
      if (Password !== undefined && !PasswordEncryptTypeEnum && !isAllowedPassword(services, Password)) {
        return { ...user, Password: REFUSED };
      }
      const kept = fingerprint({ Password, PasswordEncryptTypeEnum, Salt }, services.random);
      return kept === null ? user : { ...user, Password: kept };
    }),
  };
}

/** Imports users one after the other, so that the first of two equal ones wins. */
export function importUsers(
  services: Services,
  store: string,
  { users, breaksAfter = users.length }: ImportOrder,
  now: number,
): { failures: Failure[]; broken: boolean } {
  const failures = users.slice(0, breaksAfter).flatMap((sent, index): Failure[] => {
    try {
      importOne(services, store, sent, now);
      return [];
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return [{ identification: identificationOf(services, sent, index), reason: reasonOf(services, error) }];
    }
  });
  return { failures, broken: breaksAfter < users.length };
}

function importOne(services: Services, store: string, sent: ImportUser, now: number): void {
  const user = userFromImport(services, store, sent, now);
  if (identityAttributes.every((name) => user[name] === null)) {
    throw new ApiError("FailedOperation.AttributeFormatError", "the user has none of the identity attributes");
  }
  requireValid(services, user);
  requireProvenName(user);
  if (sent.Password === REFUSED) throw badPassword();
  const { duplicatePolicy } = services.config();
  const [taken] = duplicatePolicy === "fail" ? [] : takenIdentities(services, user);
  if (taken) {
    if (duplicatePolicy === "update") overwrite(services, requireUser(services, store, taken.holder), user);
    return;
  }
  requireFree(services, user);
  insertUser(services, user, sent.Password ?? null);
  logEvent(services, store, "USER_CREATE", user.UserId, now);
}

/** Missing values stay as they were. */
function overwrite(services: Services, before: StoredUser, user: StoredUser): void {
  const given = Object.entries(user).filter(
    ([name, value]) => value !== null && !KEPT.has(name) && !(Array.isArray(value) && value.length === 0),
  );
  const next = { ...before, ...Object.fromEntries(given) };
  requireFree(services, next);
  replaceUser(services, next);
  logEvent(services, next.UserStoreId, "USER_UPDATE", next.UserId, next.LastModifiedDate);
}

const KEPT: ReadonlySet<string> = new Set([
  "UserId",
  "CreatedDate",
  "Status",
  "UserDataSourceEnum",
  "Primary",
  "AlreadyFirstLogin",
]);

function reasonOf({ config }: Services, { message, code }: ApiError): string {
  switch (config().failedReason) {
    case "message and code":
      return `${message} (${code})`;
    case "message":
      return message;
    case "code":
      return code;
  }
}

function identificationOf({ config, random }: Services, sent: ImportUser, index: number): string {
  switch (config().failedUserIdentification) {
    case "identity":
      return identityAttributes.map((name) => sent[name]).find((value) => value) ?? "";
    case "id":
      return random.id();
    case "index":
      return String(index);
  }
}
