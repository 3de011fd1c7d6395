import type { ParsedSets } from "../../../users/input/parse";
import type { UserRef } from "../../../users/model/ref";
import type { KeyedUser } from "../../../users/model/user";
import type { Props } from "../../resource";
import type { DeclaredArgs } from "../inputs/args";
import type { DeclaredFiles } from "../userFiles/declaredFiles";

/** The users of a program: those it declares by value, and those of its files. */
export interface DeclaredUsers {
  /** With the ids of groups in the place of names. */
  readonly byValue: readonly KeyedUser[];
  readonly files: DeclaredFiles;
}

interface Parts extends DeclaredUsers {
  readonly urn: string;
  /** As the later verbs are handed them. */
  readonly inputs: Props;
  readonly args: DeclaredArgs;
  /** The users as they were read, their groups by whatever name the sets have for them. */
  readonly sets: ParsedSets["sets"];
  /** Whether the users have the ids of their groups, or only the names. */
  readonly groupsKnown: boolean;
  /** Whether anything of the users is known only when the change is carried out. */
  readonly hasUnknowns: boolean;
  /** Whether the users are those of the last run. */
  readonly isAsBefore: boolean;
  /** Whether a user of this name comes with this declaration: the inputs of before had none. */
  readonly isNew?: (ref: UserRef) => boolean;
}

/** A declaration that passed `check`, parsed. Its files may not be read yet. */
export class Declaration implements Parts {
  readonly urn: string;
  readonly inputs: Props;
  readonly args: DeclaredArgs;
  readonly sets: ParsedSets["sets"];
  readonly byValue: readonly KeyedUser[];
  readonly files: DeclaredFiles;
  readonly groupsKnown: boolean;
  readonly hasUnknowns: boolean;
  readonly isAsBefore: boolean;
  readonly isNew: (ref: UserRef) => boolean;

  constructor({
    urn,
    inputs,
    args,
    sets,
    byValue,
    files,
    groupsKnown,
    hasUnknowns,
    isAsBefore,
    isNew = () => false,
  }: Parts) {
    this.urn = urn;
    this.inputs = inputs;
    this.args = args;
    this.sets = sets;
    this.byValue = byValue;
    this.files = files;
    this.groupsKnown = groupsKnown;
    this.hasUnknowns = hasUnknowns;
    this.isAsBefore = isAsBefore;
    this.isNew = isNew;
  }

  /** How many users it declares. */
  get count(): number {
    return this.byValue.length + this.files.count;
  }

  /** Everybody it declares. Reads all files. */
  get users(): readonly KeyedUser[] {
    return this.files.sets.size === 0 ? this.byValue : [...this.byValue, ...this.files.everybody()];
  }
}
