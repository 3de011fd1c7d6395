import type { UserField } from "../../provider/users/model/fields";
import type { Identity } from "../../provider/users/model/identity";
import type { UserRef } from "../../provider/users/model/ref";
import type { Credential } from "./credential";
import type { GroupChange, Untold } from "./groups";
import type { SettingChange } from "./settings";

/** What happens to a user, the riskiest first: in this order users are told. */
export const kinds = [
  "delete",
  "freeze",
  "conflict",
  "reimport",
  "gone",
  "identity",
  "adopt",
  "edited",
  "undeclared",
  "update",
  "credential",
  "release",
  "skip",
  "rename",
  "import",
] as const;

export type Kind = (typeof kinds)[number];

/** A field and what becomes of it. The values are as declared: whoever shows them masks them. */
export interface FieldChange {
  readonly field: UserField;
  readonly from: unknown;
  readonly to: unknown;
}

/** One user who does not stay as it is. */
export interface UserChange {
  readonly kind: Kind;
  readonly ref: UserRef;
  /** What CIAM knows the user by. */
  readonly identity: Identity | undefined;
  /** The name it had before. */
  readonly formerRef?: UserRef;
  readonly changes: readonly FieldChange[];
  /** Of the change of `userGroups`, by the names that groups go by. */
  readonly groups?: GroupChange;
  /** The password it is given, or the kind of password it has from now on. */
  readonly credential?: Credential;
  /** Nothing is told of this user, and so neither of its groups nor of its password. */
  readonly untold?: Untold;
  /** Secret fields that change, or `"some"` when only this much is known. */
  readonly secrets: readonly UserField[] | "some";
  /** What a reader should know besides. */
  readonly notes: readonly string[];
}

/** What happens to a resource as a whole. */
export type Operation =
  | "create"
  | "update"
  | "replace"
  | "delete"
  /** Taken out of the state, its users left as they are. */
  | "retain"
  /** Found in the store, by a refresh. */
  | "refresh"
  /** Refused by a check: nothing of it is carried out. */
  | "refused"
  /** Compared with a store, without a program. */
  | "compare";

/** The users of one UserImportJob, or of files against a store. */
export interface JobReport {
  readonly name: string;
  readonly project: string;
  readonly stack: string;
  readonly operation: Operation;
  readonly users: readonly UserChange[];
  /** Inputs that decide what becomes of users, and changed. */
  readonly settings: readonly SettingChange[];
  /** Declared users who stay as they are. */
  readonly unchanged: number;
  /** Users of the store that are neither declared nor managed; only a store can tell. */
  readonly unmanaged?: number;
  /** Users in conflict whom only the provider knows, because it is about secret fields. */
  readonly hiddenConflicts?: number;
  /** That nothing is told of some users, and why. */
  readonly untold: readonly string[];
  readonly notes: readonly string[];
  /** Why it is refused. */
  readonly refusals: readonly string[];
}

/** A user store or a user group whose change concerns users. */
export interface OtherChange {
  readonly what: "user store" | "user group";
  readonly name: string;
  readonly project: string;
  readonly stack: string;
  readonly operation: string;
}

export interface Report {
  readonly jobs: readonly JobReport[];
  readonly others: readonly OtherChange[];
  /** Errors that stopped a preview, besides refusals. */
  readonly errors: readonly string[];
}
