import type { UserField } from "./fields";
import type { LiveUser } from "./live";
import type { OwnerMark } from "./mark";

export type ConflictPolicy = "fail" | "adopt" | "skip";
export type RemovalPolicy = "delete" | "freeze" | "retain";
export type ImportOnlyChange = "fail" | "reimport" | "ignore";
export type PasswordPolicy = "initial" | "managed";

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
  /** Owners whose users become ours, origin and UserId kept. */
  readonly takeOver: ReadonlySet<string>;
  /** Whether another resource takes this user of ours over: then it is not removed. */
  isClaimed?(user: LiveUser): boolean;
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
};
