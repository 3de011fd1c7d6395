import { settableUserStatuses } from "../../../ciam/actions";
import { formsOf, identityAttributes, requireFree } from "../../directory/identities";
import { logEvent } from "../../directory/logs";
import { inStoredForm, withStatus, type StoredUser } from "../../directory/userForm";
import { requireValid } from "../../directory/userRules";
import { removeUser, replaceUser, userOf } from "../../directory/users";
import { ApiError } from "../../service/apiError";
import type { Services } from "../../service/services";

/** One user as a form shows it. */
export interface UserForm {
  readonly id: string;
  /** What a person calls the user. */
  readonly title: string;
  /** The name of the store. */
  readonly store: string;
  /** When the user was last changed: by it, a change in between is noticed. */
  readonly seen: string;
  readonly fields: readonly {
    readonly name: string;
    readonly label: string;
    readonly type: string;
    readonly value: string;
  }[];
  readonly status: string;
  readonly statuses: readonly string[];
  readonly groups: readonly { readonly id: string; readonly name: string; readonly isIn: boolean }[];
}

const texts = {
  UserName: "User name",
  PhoneNumber: "Phone",
  Email: "E-mail",
  Nickname: "Nickname",
  Name: "Name",
  Gender: "Gender",
  Address: "Address",
  Description: "Description",
  IndexedAttribute1: "Indexed attribute 1",
  IndexedAttribute2: "Indexed attribute 2",
  IndexedAttribute3: "Indexed attribute 3",
  IndexedAttribute4: "Indexed attribute 4",
  IndexedAttribute5: "Indexed attribute 5",
} as const;

const textNames = Object.keys(texts) as (keyof typeof texts)[];

const searched = ["UserName", "PhoneNumber", "Email"] as const;

/** The user of this id, in whatever store. */
export function userById({ db }: Services, id: string): StoredUser | undefined {
  const row = db.get("SELECT doc FROM users WHERE id = ?", id);
  return row && userOf(row);
}

/** The id of a user whom a person calls so: by id, user name, phone number or e-mail. */
export function userCalled({ db }: Services, called: string): string | undefined {
  const forms = new Set(searched.flatMap((attribute) => formsOf(attribute, called)));
  const found =
    db.get("SELECT id FROM users WHERE id = ?", called) ??
    db.get(
      `SELECT user AS id FROM stores JOIN identities ON identities.store = stores.id AND attribute IN ('${searched.join("', '")}')
        AND value IN (${[...forms].map(() => "?").join(", ")}) LIMIT 1`,
      ...forms,
    );
  return found && String(found.id);
}

/** The form for a user, with what was written into it before, if it was refused. */
export function formOf({ db }: Services, user: StoredUser, written?: URLSearchParams): UserForm {
  const isIn = new Set(written ? written.getAll("UserGroup") : (user.UserGroups ?? []));
  const field = (name: string, label: string, type: string, value: string) => ({
    name,
    label,
    type,
    value: written?.get(name) ?? value,
  });
  const status = written?.get("Status") ?? user.Status ?? "";
  const title = user.UserName ?? user.Email ?? user.PhoneNumber ?? user.UserId;
  return {
    id: user.UserId,
    title: title === "" ? user.UserId : title,
    store: String(db.get("SELECT name FROM stores WHERE id = ?", user.UserStoreId)?.name),
    seen: String(user.LastModifiedDate),
    fields: [
      ...textNames.map((name) => field(name, texts[name], "text", user[name] ?? "")),
      field("Birthdate", "Birthdate", "date", dayOf(user.Birthdate)),
    ],
    status,
    statuses: [...new Set([status, "NOT_ENABLED", ...settableUserStatuses])],
    groups: db
      .all("SELECT id, name FROM groups WHERE store = ? ORDER BY name", user.UserStoreId)
      .map(({ id, name }) => ({ id: String(id), name: String(name), isIn: isIn.has(String(id)) })),
  };
}

/** Changes a user as a form says, by the rules of the store; returns why it is refused, if it is. */
export function editUser(services: Services, user: StoredUser, form: URLSearchParams): string | undefined {
  if (form.get("seen") !== String(user.LastModifiedDate)) return "somebody else has changed the user meanwhile";
  const now = services.clock.now();
  try {
    const after = inStoredForm(services.config(), { ...changed(services, user, form, now), LastModifiedDate: now });
    if (identityAttributes.every((name) => after[name] === null)) return "a user needs an identity";
    requireValid(services, after);
    requireFree(services, after);
    services.db.transaction(() => {
      replaceUser(services, after);
      logEvent(services, user.UserStoreId, "USER_UPDATE", user.UserId, now);
    });
    return undefined;
  } catch (error) {
    if (error instanceof ApiError) return `${error.message} (${error.code})`;
    throw error;
  }
}

export function deleteUser(services: Services, { UserId, UserStoreId }: StoredUser): void {
  services.db.transaction(() => {
    removeUser(services, UserId);
    logEvent(services, UserStoreId, "USER_DELETE", UserId, services.clock.now());
  });
}

/** Fields that the form does not have stay as they are. */
function changed(services: Services, user: StoredUser, form: URLSearchParams, now: number): StoredUser {
  const written = textNames.flatMap((name) => {
    const text = form.get(name);
    return text === null ? [] : [[name, text === "" ? null : text] as const];
  });
  const known = new Set(
    services.db.all("SELECT id FROM groups WHERE store = ?", user.UserStoreId).map(({ id }) => String(id)),
  );
  const groups = form.getAll("UserGroup").filter((id) => known.has(id));
  const kept = (user.UserGroups ?? []).filter((id) => groups.includes(id));
  const status = form.get("Status") ?? user.Status ?? "";
  const edited = {
    ...user,
    ...Object.fromEntries(written),
    Birthdate: birthdateOf(form.get("Birthdate"), user),
    UserGroups: [...new Set([...kept, ...groups])],
  };
  return status === user.Status ? edited : withStatus(edited, status, now, services.config().adminLockType);
}

/** A day that was not touched keeps its time. */
function birthdateOf(day: string | null, { Birthdate = null }: StoredUser): number | null {
  if (day === null || day === dayOf(Birthdate)) return Birthdate;
  const at = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(at) ? null : at;
}

function dayOf(at: number | null | undefined): string {
  const day = at === null || at === undefined ? NaN : at;
  return Math.abs(day) <= 8.64e15 ? new Date(day).toISOString().slice(0, 10) : "";
}
