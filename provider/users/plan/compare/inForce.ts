import { allUserFields, identityFields, type UserField } from "../../model/fields";
import type { DeclaredUser } from "../../model/user";
import { sameValue } from "./compare";

/**
 * The declaration of a user that was last brought to the store. A record has its values, or only prints of them: either
 * way it can be asked about values that somebody has.
 */
export interface InForce {
  /** True if the field was declared. */
  has(field: UserField): boolean;
  /** True if the field was declared, with a value that CIAM treats as this one. */
  is(field: UserField, value: unknown): boolean;
  /** The ids of the groups that were declared. */
  readonly userGroups: readonly string[];
  /**
   * The values as far as they are known.
   *
   * @param now the declaration of today, whose values are known
   */
  recalled(now: DeclaredUser | undefined): Recalled;
}

export interface Recalled {
  readonly fields: DeclaredUser;
  /** Fields that were declared with a value that nobody knows any more. */
  readonly untold: ReadonlySet<UserField>;
}

/** True if the user was declared with one of these identities. */
export function sharesIdentity(inForce: InForce, user: DeclaredUser): boolean {
  return identityFields.some((field) => user[field] !== undefined && inForce.is(field, user[field]));
}

/** A declaration whose values are known. */
class ValuesInForce implements InForce {
  constructor(private readonly user: DeclaredUser) {}

  has(field: UserField): boolean {
    return this.user[field] !== undefined;
  }

  is(field: UserField, value: unknown): boolean {
    return this.has(field) && sameValue(field, this.user[field], value);
  }

  get userGroups(): readonly string[] {
    return this.user.userGroups ?? [];
  }

  recalled(): Recalled {
    return { fields: this.user, untold: NOTHING };
  }
}

const NOTHING: ReadonlySet<UserField> = new Set();

export function valuesInForce(user: DeclaredUser): InForce;
export function valuesInForce(user: DeclaredUser | undefined): InForce | undefined;
export function valuesInForce(user: DeclaredUser | undefined): InForce | undefined {
  return user && new ValuesInForce(user);
}

/** A form in which the service keeps one declared value: learnt when that was written. */
export interface KeptForm {
  /** True if a live value is in this form. */
  is(live: unknown): boolean;
}

/** The forms in which the service keeps the values of a user that it does not keep as they were declared. */
export type KeptForms = ReadonlyMap<UserField, KeptForm>;

/** A form whose value is known. */
export class ValueForm implements KeptForm {
  constructor(
    private readonly field: UserField,
    readonly value: unknown,
  ) {}

  is(live: unknown): boolean {
    return sameValue(this.field, this.value, live);
  }
}

export const noForms: KeptForms = new Map();

/** The forms of these values; none for nothing. */
export function keptForms(values: DeclaredUser | undefined): KeptForms {
  if (!values) return noForms;
  return new Map(
    allUserFields.flatMap((field) =>
      values[field] === undefined ? [] : [[field, new ValueForm(field, values[field])] as const],
    ),
  );
}
