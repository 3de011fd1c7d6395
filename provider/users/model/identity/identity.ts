import { identityFields, userFields, type UserField } from "../fields";
import type { LiveUser } from "../live";
import { dialled } from "./phone";
import type { DeclaredUser } from "../user";

/** A name by which CIAM knows a user. */
export interface Identity {
  readonly field: UserField;
  /** Equal for all spellings of one identity. */
  readonly normal: string;
  /** Field and normal form in one string, for maps. */
  readonly key: string;
  /** The value as declared. */
  readonly value: string;
}

/** `values` names identities in full in messages; a person has to ask for it. */
export type Disclosure = "masked" | "values";

/** An identity as messages show it. */
export function shown(identity: Identity | undefined, disclosure: Disclosure): string {
  if (!identity) return "no identity";
  return disclosure === "values" ? identity.value : maskIdentity(identity.field, identity.value);
}

export function identitiesOf(user: DeclaredUser | LiveUser): Identity[] {
  const fields: DeclaredUser = isLive(user) ? user.fields : user;
  const identities: Identity[] = [];
  for (const field of identityFields) {
    const value = fields[field];
    if (typeof value !== "string" || value === "") continue;
    identities.push(identityOf(field, value));
  }
  return identities;
}

export function identityOf(field: UserField, value: string): Identity {
  const normal = normalIdentity(field, value);
  return { field, normal, key: `${field}:${normal}`, value };
}

function isLive(user: DeclaredUser | LiveUser): user is LiveUser {
  return "fields" in user;
}

/**
 * The normal form of an identity, equal for all its spellings: NFC, an e-mail in lower case, a mainland phone number
 * without prefix.
 */
export function normalIdentity(field: UserField, value: string): string {
  switch (field) {
    case "email":
      return value.normalize("NFC").toLowerCase().normalize("NFC");
    case "phoneNumber":
      return normalPhone(value);
    default:
      return value.normalize("NFC");
  }
}

const MAINLAND = /^(?:\+86|86)(1\d{10})$/;

function normalPhone(value: string): string {
  const digits = dialled(value);
  return MAINLAND.exec(digits)?.[1] ?? digits;
}

/** A masked value for messages: whoever has the data can find the user by it, and it does not reveal the value. */
export function maskIdentity(field: UserField, value: string): string {
  if (userFields[field].secret || !userFields[field].identity) return "***";
  switch (field) {
    case "phoneNumber":
      return maskPhone(normalPhone(value));
    case "email":
      return maskEmail(value);
    default:
      return maskName(value);
  }
}

function maskPhone(phone: string): string {
  return phone.length < 9 ? maskName(phone) : `${phone.slice(0, 3)}****${phone.slice(-4)}`;
}

function maskEmail(email: string): string {
  const at = email.lastIndexOf("@");
  return at < 1 ? maskName(email) : `${firstCharacter(email)}***${email.slice(at)}`;
}

function maskName(name: string): string {
  const characters = Array.from(name);
  return characters.length < 8
    ? `${firstCharacter(name)}***`
    : `${characters.slice(0, 2).join("")}***${characters.at(-1)}`;
}

function firstCharacter(value: string): string {
  return /^./su.exec(value)?.[0] ?? "";
}
