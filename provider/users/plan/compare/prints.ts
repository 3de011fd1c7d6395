import { createHmac, createSecretKey, type KeyObject } from "node:crypto";
import { allUserFields, userFields, type UserField } from "../../model/fields";
import type { DeclaredUser } from "../../model/user";
import type { InForce, KeptForm, Recalled } from "./inForce";
import { normalForm } from "./normalForm";

/** The fields that are compared by print. Groups are kept as they are: their ids say nothing about a person. */
export const printedFields: readonly UserField[] = allUserFields.filter(
  (field) => userFields[field].readable && field !== "userGroups",
);

/** Bytes of the print of a whole user. One change in 2^40 would go unnoticed. */
export const WHOLE_BYTES = 5;

/** Bytes of the print of one field. */
export function printBytes(field: UserField): number {
  return userFields[field].identity ? 3 : 2;
}

/** The fields of a declaration that have a print, in the order of the table. */
export function printedIn(user: DeclaredUser): UserField[] {
  return printedFields.filter((field) => user[field] !== undefined);
}

/**
 * What is kept of values that must not be kept: enough to see that another value is the same, in any of its spellings.
 * Keyed, because a bare hash of a phone number can be guessed. Each print is a text of single bytes (latin1).
 */
export class Prints {
  readonly #key: KeyObject;

  /** @param key in hex */
  constructor(key: string) {
    this.#key = createSecretKey(Buffer.from(key, "hex"));
  }

  /** Of these fields together: of a declaration those that it has, of a live user those that were declared. */
  whole(fields: readonly UserField[], values: DeclaredUser): string {
    let text = "user";
    for (const field of fields) text += `\0${field}\0${normalForm(field, values[field])}`;
    return this.#of(text).slice(0, WHOLE_BYTES);
  }

  /**
   * Of one field. Two users who share a value do not share a print, unless it is an identity, which nobody shares.
   *
   * @param of the UserId of the user whose value it is
   */
  field(field: UserField, value: unknown, of: string): string {
    const salt = userFields[field].identity ? "" : of;
    return this.#of(`field\0${field}\0${salt}\0${normalForm(field, value)}`).slice(0, printBytes(field));
  }

  #of(text: string): string {
    return createHmac("sha256", this.#key).update(text).digest("binary");
  }
}

/** What a record keeps of the declaration of a user whose values it does not keep. */
export interface PrintedUser {
  readonly id: string;
  /** The declared fields that have a print. */
  readonly fields: readonly UserField[];
  /** Their prints, one after the other. */
  readonly prints: string;
  /** The ids of the declared groups. */
  readonly groups: readonly string[];
  /** Fields that the store is known to hold with another value. */
  readonly drifted?: readonly UserField[] | undefined;
}

/** The prints of a declaration. */
export function printsOf(user: DeclaredUser, id: string, prints: Prints): Omit<PrintedUser, "id"> {
  const fields = printedIn(user);
  let text = "";
  for (const field of fields) text += prints.field(field, user[field], id);
  return { fields, prints: text, groups: user.userGroups ?? [] };
}

/** Identities that the declaration of today has, by field and print, each with the user who has it. */
export type KnownIdentities = ReadonlyMap<string, { readonly value: string; readonly user: DeclaredUser }>;

/** The identities of these users: by them those are recalled whose key changed, or whose identity went to another user. */
export function knownIdentities(users: Iterable<DeclaredUser>, prints: Prints): KnownIdentities {
  const known = new Map<string, { value: string; user: DeclaredUser }>();
  for (const user of users) {
    for (const field of printedFields) {
      const value = user[field];
      if (typeof value === "string" && userFields[field].identity) {
        known.set(field + prints.field(field, value, ""), { value, user });
      }
    }
  }
  return known;
}

/** A declaration of which only prints were kept. */
export class PrintedInForce implements InForce {
  constructor(
    private readonly user: PrintedUser,
    private readonly prints: Prints,
    private readonly identities: KnownIdentities = new Map(),
  ) {}

  has(field: UserField): boolean {
    return field === "userGroups" ? this.user.groups.length > 0 : this.user.fields.includes(field);
  }

  is(field: UserField, value: unknown): boolean {
    if (this.user.drifted?.includes(field)) return false;
    return this.isDeclared(field, value);
  }

  /** True if this is the declared value, whatever the store holds. */
  isDeclared(field: UserField, value: unknown): boolean {
    if (field === "userGroups") return normalForm(field, value) === normalForm(field, this.user.groups);
    const print = this.#printOf(field);
    return print !== undefined && print === this.prints.field(field, value, this.user.id);
  }

  get userGroups(): readonly string[] {
    return this.user.groups;
  }

  /** True if one of these identities was declared. */
  isAmong(known: KnownIdentities): boolean {
    return this.user.fields.some(
      (field) => userFields[field].identity && known.has(`${field}${this.#printOf(field) ?? ""}`),
    );
  }

  recalled(now: DeclaredUser | undefined): Recalled {
    const untold = new Set<UserField>();
    const counterpart = now ?? this.#counterpart();
    const groups = this.#groupsOf(counterpart);
    const fields: Record<string, unknown> = groups.length > 0 ? { userGroups: groups } : {};
    for (const field of this.user.fields) {
      const declared = counterpart?.[field];
      const value = declared !== undefined && this.is(field, declared) ? declared : this.#known(field)?.value;
      if (value === undefined) untold.add(field);
      else fields[field] = value;
    }
    return { fields, untold };
  }

  /** Those that it may be in. Once it was found out of one, it is taken to lack those that are to be given. */
  #groupsOf({ userGroups: declared = [] }: DeclaredUser = {}): string[] {
    const isOut = this.user.drifted?.includes("userGroups") === true;
    return this.user.groups.filter((group) => !isOut || !declared.includes(group));
  }

  /** Who has its identities today, under another key. */
  #counterpart(): DeclaredUser | undefined {
    for (const field of this.user.fields) {
      const known = this.#known(field);
      if (known) return known.user;
    }
    return undefined;
  }

  #known(field: UserField) {
    if (this.user.drifted?.includes(field)) return undefined;
    return userFields[field].identity ? this.identities.get(`${field}${this.#printOf(field) ?? ""}`) : undefined;
  }

  #printOf(field: UserField): string | undefined {
    return printOf(this.user, field);
  }
}

/** The print of one field, if that was declared. */
export function printOf(
  { fields, prints }: Pick<PrintedUser, "fields" | "prints">,
  wanted: UserField,
): string | undefined {
  let at = 0;
  for (const field of fields) {
    const end = at + printBytes(field);
    if (field === wanted) return prints.slice(at, end);
    at = end;
  }
  return undefined;
}

/** A form in which the service keeps a value, of which only a print was kept. */
export class PrintedForm implements KeptForm {
  constructor(
    private readonly field: UserField,
    /** As `Prints.field` made it of the live value. */
    readonly print: string,
    private readonly of: string,
    private readonly prints: Prints,
  ) {}

  is(live: unknown): boolean {
    return this.prints.field(this.field, live, this.of) === this.print;
  }
}
