import { ApiError } from "../service/apiError";
import type { EmulatorConfig } from "../service/config";
import type { Services } from "../service/services";
import { indexedAttributes, type StoredUser } from "./userForm";

const LONGEST_INDEXED = 512;

/** Refuses a user that breaks a rule of the store. Messages name attributes, never values. */
export function requireValid(services: Services, user: StoredUser): void {
  for (const [name, pattern] of services.patterns.for(services.config().attributePatterns)) {
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

/** Refuses organisations that the store does not have. */
export function requireOrganisations({ config }: Services, ids: readonly string[] = []): void {
  const { organisations } = config();
  if (!ids.every((id) => organisations.includes(id))) throw new ApiError("FailedOperation.OrgNotFound");
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

type Patterns = EmulatorConfig["attributePatterns"];

/** The rules of the identity attributes, compiled once per configuration. */
export class AttributePatterns {
  #of: Patterns | undefined;
  #compiled: readonly (readonly [PatternedAttribute, RegExp])[] = [];

  for(patterns: Patterns): readonly (readonly [PatternedAttribute, RegExp])[] {
    if (this.#of !== patterns) {
      const names = ["UserName", "PhoneNumber", "Email"] as const;
      this.#compiled = names.map((name) => [name, new RegExp(patterns[name], "u")] as const);
      this.#of = patterns;
    }
    return this.#compiled;
  }
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
