import { ApiError } from "../service/apiError";
import type { Services } from "../service/services";
import { indexedAttributes, type StoredUser } from "./userForm";

const LONGEST_INDEXED = 512;

/** Refuses a user that breaks a rule of the store. Messages name attributes, never values. */
export function requireValid(services: Services, user: StoredUser): void {
  for (const [name, pattern] of patternsOf(services)) {
    const value = user[name];
    if (typeof value === "string" && !pattern.test(value)) {
      throw badFormat(`the attribute ${name} does not match the rule of the store`);
    }
  }
  if (indexedAttributes.some((name) => (user[name] ?? "").length > LONGEST_INDEXED)) {
    throw new ApiError("FailedOperation.IndexedAttributeTooLong");
  }
  const { genders } = services.config();
  if (genders.length > 0 && user.Gender && !genders.includes(user.Gender)) {
    throw badFormat("the attribute Gender has none of the values of the store");
  }
  for (const group of user.UserGroups ?? []) {
    if (!services.db.get("SELECT 1 FROM groups WHERE id = ? AND store = ?", group, user.UserStoreId)) {
      throw new ApiError("FailedOperation.UserGroupNotFound");
    }
  }
}

/** The documented rules of real-name verification. */
export function requireProvenName(user: StoredUser): void {
  const { IdentityVerified, IdentityVerificationMethod: method } = user;
  if (IdentityVerified === true && !method) throw badFormat("IdentityVerified needs an IdentityVerificationMethod");
  const needed = method ? (NEEDED_BY_METHOD[method] ?? []) : [];
  const missing = needed.filter((name) => !user[name]);
  if (missing.length > 0) throw badFormat(`this IdentityVerificationMethod needs ${missing.join(" and ")}`);
}

const NEEDED_BY_METHOD: Readonly<
  Partial<Record<string, readonly ("Name" | "PhoneNumber" | "ResidentIdentityCard")[]>>
> = {
  nameAndIdCard: ["Name", "ResidentIdentityCard"],
  nameIdCardAndPhone: ["Name", "PhoneNumber", "ResidentIdentityCard"],
};

type PatternedAttribute = "UserName" | "PhoneNumber" | "Email";

/** Compiled once per configuration. */
const compiled = new WeakMap<object, [PatternedAttribute, RegExp][]>();

function patternsOf({ config }: Services): [PatternedAttribute, RegExp][] {
  const { attributePatterns } = config();
  let patterns = compiled.get(attributePatterns);
  if (!patterns) {
    const { UserName, PhoneNumber, Email } = attributePatterns;
    patterns = [
      ["UserName", new RegExp(UserName, "u")],
      ["PhoneNumber", new RegExp(PhoneNumber, "u")],
      ["Email", new RegExp(Email, "u")],
    ];
    compiled.set(attributePatterns, patterns);
  }
  return patterns;
}

/** True if a plain password meets the rule of the store. */
export function isAllowedPassword({ config }: Services, password: string): boolean {
  return new RegExp(config().passwordPattern, "u").test(password);
}

export function badPassword(): ApiError {
  return badFormat("the password does not match the rule of the store");
}

function badFormat(message: string): ApiError {
  return new ApiError("FailedOperation.AttributeFormatError", message);
}
