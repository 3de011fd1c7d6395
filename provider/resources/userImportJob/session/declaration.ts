import type { ParsedSets } from "../../../users/input/parse";
import type { KeyedUser } from "../../../users/model/user";
import type { Props } from "../../resource";
import type { DeclaredArgs } from "../inputs/args";

/** A declaration that passed `check`, parsed. */
export interface Declaration {
  readonly urn: string;
  /** As the later verbs are handed them. */
  readonly inputs: Props;
  readonly args: DeclaredArgs;
  /** The users as they were read, their groups by whatever name the sets have for them. */
  readonly sets: ParsedSets["sets"];
  /** The same, with the ids of groups in the place of names. */
  readonly users: readonly KeyedUser[];
  /** Whether the users have the ids of their groups, or only the names. */
  readonly groupsKnown: boolean;
  /** Whether anything of the users is known only when the change is carried out. */
  readonly hasUnknowns: boolean;
}
