import { checkUser } from "../../provider/users/input/check";
import { damageOf } from "../../provider/users/input/damage";
import { allUserFields, indexedAttributes, userFields, type UserField } from "../../provider/users/model/fields";
import { keyProblem } from "../../provider/users/input/key";
import type { LiveUser } from "../../provider/users/model/live";
import { isOwnerMark } from "../../provider/users/model/mark";
import type { DeclaredUser } from "../../provider/users/model/user";

/** A user as the file has it. */
export interface ExportedUser {
  readonly id: string;
  readonly key: string;
  readonly user: DeclaredUser;
}

export interface ExportRules {
  /** The key of a user in the file: its userName if that can be a key, or a field, or the UserId. */
  readonly key: "auto" | "userId" | UserField;
  readonly identityNumbers: "left out" | "written";
  /** Group id → what the file calls it. */
  readonly groups: ReadonlyMap<string, string>;
}

/** The part of a live user that can be declared, without values that go without saying. */
export function exported(live: LiveUser, rules: ExportRules): ExportedUser {
  const user: Partial<Record<UserField, unknown>> = {};
  for (const field of allUserFields) {
    const value = valueOf(field, live, rules);
    if (!isBlank(value)) user[field] = value;
  }
  // Each value is of its field, or was made of one.
  return { id: live.id, key: keyOf(live, rules), user: withoutProof(user as DeclaredUser) };
}

/** A verification cannot be declared without what it was made by, such as a number that is left out: then neither is. */
function withoutProof(user: DeclaredUser): DeclaredUser {
  const { identityVerificationMethod, identityVerified, ...others } = user;
  if (identityVerificationMethod === undefined && identityVerified === undefined) return user;
  const isWhole = !checkUser(user).problems.some(({ path: [field] }) => /^identityVerif/.test(String(field)));
  return isWhole ? user : others;
}

function valueOf(field: UserField, { fields }: LiveUser, rules: ExportRules): unknown {
  if (!userFields[field].readable) return undefined;
  if (field === "residentIdentityCard" && rules.identityNumbers === "left out") return undefined;
  // A mark is no value of the user, whosever it is.
  if (indexedAttributes.some((one) => one === field && isOwnerMark(fields[one] ?? ""))) return undefined;
  if (field === "userGroups") return fields.userGroups?.map((group) => rules.groups.get(group) ?? group);
  if (field === "customAttributes") return fields.customAttributes?.filter(({ value }) => value !== "");
  return fields[field];
}

/** Nothing, in the words of the store. */
function isBlank(value: unknown): boolean {
  return value === undefined || value === "" || value === false || (Array.isArray(value) && value.length === 0);
}

/** Keys appear on screens and in state, so an address or a number is none unless somebody asks for it. */
function keyOf({ id, fields }: LiveUser, { key }: ExportRules): string {
  if (key === "userId") return id;
  const value = fields[key === "auto" ? "userName" : key];
  if (typeof value !== "string" || keyProblem(value) !== undefined) return id;
  return key === "auto" && (value.includes("@") || /^[+\d-]+$/.test(value)) ? id : value;
}

/** True if the readers of files would take the user as it is. */
export function isDeclarable({ user }: ExportedUser): boolean {
  return checkUser(user).problems.length === 0 && damageOf({ ...user }, {}).length === 0;
}
