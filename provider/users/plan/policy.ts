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

/** What becomes of a run in which CIAM refuses users. */
export const failurePolicies = ["fail", "warn"] as const;
type FailurePolicy = (typeof failurePolicies)[number];

/** `taken-over`: the other resource takes the user over. `declared`: it declares the user, or has it in its record. */
export type Elsewhere = "taken-over" | "declared";

/** The rules a plan is made under. */
export interface Policy {
  readonly mark: OwnerMark;
  readonly conflicts: ConflictPolicy;
  readonly adoptGrantsGroups: boolean;
  /** True if the program has allowed groups only since this change: those withheld until now are granted. */
  readonly grantsAnew?: boolean;
  readonly removals: RemovalPolicy;
  readonly importOnlyChange: ImportOnlyChange;
  readonly passwords: PasswordPolicy;
  readonly ignoreFields: ReadonlySet<UserField>;
  /**
   * The owners whose users become ours and keep origin and UserId. A name without a lineage stands for all its
   * lineages.
   */
  readonly takeOver: ReadonlySet<string>;
  /** The service's clock when the store was read, in milliseconds since the epoch. */
  readonly now: number;
  /** How another resource of the same program relates to a user of ours, if one does; such a user is not removed. */
  elsewhere?(user: LiveUser): Elsewhere | undefined;
  /** What is lacking for a job that may still come and declare somebody who leaves: then nobody is removed. */
  lacking?(): string | undefined;
}

/** The policy of a program that sets none. */
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

/** What holds of a whole run where a program does not say it: no policy of a plan needs it. */
export const defaultRun = {
  failurePolicy: "fail",
  /** The most users that one change may remove, and their largest share. */
  deletionLimit: { count: 50, percent: 20 },
} as const satisfies { readonly failurePolicy: FailurePolicy; readonly deletionLimit: object };
