import { indexedAttributes, isUserField, type UserField } from "../../provider/users/model/fields";
import { defaultOwnerAttribute, ownerMark } from "../../provider/users/model/mark";
import type { KeyedUser, DeclaredUser } from "../../provider/users/model/user";
import {
  conflictPolicies,
  defaultPolicy,
  importOnlyChanges,
  passwordPolicies,
  removalPolicies,
  type Policy,
} from "../../provider/users/plan/policy";
import { showUser, type ShownUser } from "../../provider/users/input/envelope/shownUser";
import { HIDDEN, openUser } from "../../provider/users/input/envelope/open";
import { UNKNOWN } from "../../provider/users/input/envelope/unknown";
import { isObject } from "../../text/values";
import type { Inputs } from "../preview/preview";
import { GroupNames, type DeclaredGroups, type Untold } from "../../provider/planDocument/changes/groups";

/** A user of a document: its secrets are withheld, and what only `up` will know is missing. */
export interface DocumentUser extends KeyedUser {
  readonly shown: ShownUser;
  /** Beside the other fields, because only groups go by names and may be told in part. */
  readonly groups: DeclaredGroups;
  /** The reason why nothing at all is told of this user. */
  readonly untold?: Untold;
}

/** The users in the inputs of a UserImportJob. */
export function usersIn(inputs: Inputs | undefined): DocumentUser[] {
  const sets = inputs?.userSets;
  if (!isObject(sets)) return [];
  const secretFields = fieldsIn(inputs?.secretFields);
  const names = new GroupNames(inputs?.groups);
  return Object.entries(sets).flatMap(([set, users]) =>
    Object.entries(isObject(users) ? users : {}).map(([key, value]) => {
      const shown = showUser(value, secretFields);
      const { userGroups, ...fields } = shown.fields;
      const untold = shown.unknown === "all" ? whyUntold(value) : undefined;
      const groups = names.declared(
        untold ? (untold === "secret" ? HIDDEN : UNKNOWN) : (userGroups ?? groupsBesides(value, shown)),
      );
      // As declared: a document is shown, not applied, so a value of another shape does no harm.
      return { ref: { set, key }, user: fields as DeclaredUser, shown, groups, ...(untold && { untold }) };
    }),
  );
}

function whyUntold(value: unknown): Untold {
  return openUser(value).form === "hidden" ? "secret" : "unknown";
}

/** The groups of a user who has none that are plain: secret ones, ones that `up` will know, or none indeed. */
function groupsBesides(value: unknown, { secret, unknown, closed }: ShownUser): unknown {
  if (secret.includes("userGroups")) return HIDDEN;
  if (!unknown.includes("userGroups")) return undefined;
  if (closed !== undefined) return closed === "hidden" ? HIDDEN : UNKNOWN;
  return isObject(value) ? value.userGroups : undefined;
}

/** True if the users of this set are told. A set that is not known, or secret as a whole, is not one without users. */
export function isTold(inputs: Inputs | undefined, set: string): boolean {
  const sets = inputs?.userSets;
  if (sets === undefined) return true;
  return isObject(sets) && (!Object.hasOwn(sets, set) || isObject(sets[set]));
}

/** Notes about sets whose users are not told. */
export function untold(inputs: Inputs | undefined): string[] {
  const sets = inputs?.userSets;
  const values = isObject(sets) ? Object.values(sets) : sets === undefined ? [] : [sets];
  return [
    ...(values.includes(HIDDEN) ? ["some users are secret as a whole, so nothing is told of them"] : []),
    ...(values.some((value) => value !== HIDDEN && !isObject(value))
      ? ["some users are known by `pulumi up` only"]
      : []),
  ];
}

/** The policies of the resource as far as they decide what a change of its declaration means. */
export function policyOf(inputs: Inputs | undefined): Policy {
  const oneOf = <Value extends string>(name: string, values: readonly Value[], otherwise: Value): Value =>
    values.find((value) => value === inputs?.[name]) ?? otherwise;
  const owner = typeof inputs?.owner === "string" ? inputs.owner : "";
  return {
    ...defaultPolicy,
    mark: ownerMark(owner, oneOf("ownerAttribute", indexedAttributes, defaultOwnerAttribute)),
    conflicts: oneOf("conflictPolicy", conflictPolicies, defaultPolicy.conflicts),
    removals: oneOf("removalPolicy", removalPolicies, defaultPolicy.removals),
    importOnlyChange: oneOf("importOnlyChange", importOnlyChanges, defaultPolicy.importOnlyChange),
    passwords: oneOf("passwordPolicy", passwordPolicies, defaultPolicy.passwords),
    ignoreFields: new Set(fieldsIn(inputs?.ignoreFields)),
  };
}

function fieldsIn(value: unknown): UserField[] {
  const names: readonly unknown[] = Array.isArray(value) ? value : [];
  return names.filter((name): name is UserField => typeof name === "string" && isUserField(name));
}
