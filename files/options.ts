import type { UserField } from "../provider/users/model/fields";
import type { DeclaredUser } from "../provider/users/model/user";

/** A user as it stands in the file, before it is checked: cells or members by name, after the renames of `columns`. */
export type UserRow = Readonly<Record<string, unknown>>;

/** What a column of a file can mean. */
export type UserColumn =
  | UserField
  | "key"
  | `customAttributes.${string}`
  | "salt.saltValue"
  | "salt.saltLocation.saltLocationType"
  | "salt.saltLocation.saltLocationRule.regex";

/** How a file is read. */
export interface UsersFromFileOptions {
  /**
   * What names a user: a column (or member), or a function of the row. Keys appear on screens, in paths and in state,
   * and should stay the same while the rest of the user changes; so a phone number or an e-mail address is a key only
   * if you say so here. A column may be called as the file calls it, or as `columns` renames it.
   *
   * Default: the column `key`, else `userName`; in a JSON or YAML map, the name under which the user stands.
   */
  key?: string | ((row: UserRow) => string) | undefined;
  /**
   * The file's own names → the fields they mean; `false` for a column that is none of CIAM's business. It is an error
   * when the file has nothing of the name of a field, because the field would be taken from everybody.
   *
   * Names are compared without case, the white space around them and notes in brackets, unless the file has one exactly
   * so. Two columns that mean the same are an error.
   *
   * Default: every column is named as the field it is, in whatever case.
   *
   * @example `{ "E-Mail": "email", Department: "customAttributes.department", Salary: false }`
   */
  columns?: Readonly<Record<string, UserColumn | false>> | undefined;
  /**
   * Which users to take. Sees the columns that `columns` sets to `false` as well. Users that are left out are not
   * checked.
   *
   * Default: all of them.
   */
  where?: ((row: UserRow) => boolean) | undefined;
  /** Fields of every user that does not have them itself. Default: none. */
  defaults?: Readonly<DeclaredUser> | undefined;
  /**
   * Fields that travel and are kept as secrets besides `password`, `salt` and `residentIdentityCard`, which always do.
   * Give the resource the same `secretFields`. Default: none.
   */
  secretFields?: readonly UserField[] | undefined;
  /**
   * Whether the passwords without a `passwordEncryptType` are passwords, whatever they look like. Otherwise one that looks
   * like a hash, a mask or the mark of a locked account is an error, and so is a file in which most of them have one
   * length and one alphabet, because a hash that is imported as a password becomes the password. The resource names such
   * sets in its input `passwordsArePlain`, where a preview shows them. Default: `false`.
   */
  passwordsArePlain?: boolean | undefined;
  /**
   * Whether a file may have no users. It is an error otherwise, because an empty set removes everybody who was in it.
   * A file that does not exist is an error in any case. Default: `false`.
   */
  allowEmpty?: boolean | undefined;
}

/** How a CSV file is read. */
export interface UsersFromCsvOptions extends UsersFromFileOptions {
  /** What stands between two cells. Default: a comma; a tab for a file that ends in `.tsv`. */
  delimiter?: "," | ";" | "\t" | "|" | undefined;
}
