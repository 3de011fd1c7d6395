import type { UserField } from "../model/fields";
import type { LiveUser } from "../model/live";
import type { OwnerMark } from "../model/mark";

/** What happens to a declared user that exists already and is not ours. */
export const conflictPolicies = ["fail", "adopt", "skip"] as const;
export type ConflictPolicy = (typeof conflictPolicies)[number];

/** What happens to a user who leaves the sets. */
export const removalPolicies = ["delete", "freeze", "retain"] as const;
export type RemovalPolicy = (typeof removalPolicies)[number];

/** What a changed field does that only an import can set. */
export const importOnlyChanges = ["fail", "reimport", "ignore"] as const;
type ImportOnlyChange = (typeof importOnlyChanges)[number];

/** Whether a password is used at import only, or kept as declared. */
export const passwordPolicies = ["initial", "managed"] as const;
export type PasswordPolicy = (typeof passwordPolicies)[number];

/** `taken-over`: it takes the user over from us. `declared`: it declares the user, or has it in its record. */
export type Elsewhere = "taken-over" | "declared";

/** The rules a plan is made under. */
export interface Policy {
  readonly mark: OwnerMark;
  readonly conflicts: ConflictPolicy;
  readonly adoptGrantsGroups: boolean;
  /** Whether the program allows that since this change only: what was withheld is to be done. */
  readonly grantsAnew?: boolean;
  readonly removals: RemovalPolicy;
  readonly importOnlyChange: ImportOnlyChange;
  readonly passwords: PasswordPolicy;
  readonly ignoreFields: ReadonlySet<UserField>;
  /** Owners whose users become ours, origin and UserId kept; a name without a lineage stands for every lineage. */
  readonly takeOver: ReadonlySet<string>;
  /** The service's clock when the store was looked at, in milliseconds since the epoch. */
  readonly now: number;
  /** What another resource of the same program has to do with a user of ours, if it has: then it is not removed. */
  elsewhere?(user: LiveUser): Elsewhere | undefined;
}

/** The policy of a program that says nothing of it. */
export const defaultPolicy: Omit<Policy, "mark"> = {
  conflicts: "fail",
  adoptGrantsGroups: false,
  removals: "delete",
  importOnlyChange: "fail",
  passwords: "initial",
  ignoreFields: new Set(),
  takeOver: new Set(),
  now: 0,
};
