import type { UserField } from "../../users/model/fields";
import type { Identity } from "../../users/model/identity/identity";
import type { UserRef } from "../../users/model/ref";
import type { Credential } from "./credential";
import type { GroupChange, Untold } from "./groups";

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

/** A field and what becomes of it. The values are as declared: a document has them masked. */
export interface FieldChange {
  readonly field: UserField;
  readonly from: unknown;
  readonly to: unknown;
}

/** One user who does not stay as it is, before anything of it is masked. */
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
  /** What becomes of a declared password that is another than before. */
  readonly credentialChange?: "set" | "not applied";
  /** Nothing is told of this user, and so neither of its groups nor of its password. */
  readonly untold?: Untold;
  /** Secret fields that change, or `"some"` when only this much is known. */
  readonly secrets: readonly UserField[] | "some";
  /** What an update writes, or what a conflict or a second import is about: fields, `password`, `unfreeze`, `mark`. */
  readonly about: readonly string[];
  /** Why the user cannot be served, and the way out. */
  readonly obstacle?: { readonly code: string; readonly reason: string; readonly remedy: string };
  /** What a reader should know besides. */
  readonly notes: readonly string[];
}
