import { identityFields, type IndexedAttribute, type UserField } from "./fields";
import type { PathStep } from "./finding";
import { hashMismatch, hashWithoutType } from "./password";
import type { DeclaredUser } from "./user";

/** A breach of a rule, seen from the user: the caller knows where the user is. */
export interface Problem {
  readonly path: readonly PathStep[];
  readonly rule: string;
  /** The rule without what it says of this user alone. Default: the rule. */
  readonly kind?: string;
}

/** What a rule looks at: the fields of the right shape, and those that are there but not known yet. */
export interface RuleSubject {
  readonly user: DeclaredUser;
  readonly unknownFields: ReadonlySet<UserField>;
}

type Rule = (subject: RuleSubject) => Problem[];

/** The rules between the fields of one user. Each tells all it has to say, so that one run shows everything. */
export function problemsOf(
  subject: RuleSubject,
  ownerAttribute: IndexedAttribute | undefined,
  asOwnerAttribute: string,
): Problem[] {
  const problems = rules.flatMap((rule) => rule(subject));
  return ownerAttribute === undefined
    ? problems
    : [...problems, ...ownerMarkProblems(subject, ownerAttribute, asOwnerAttribute)];
}

const oneIdentity: Rule = (subject) =>
  identityFields.some((field) => isThere(subject, field))
    ? []
    : [{ path: [], rule: `has no identity: give at least one of ${identityFields.join(", ")}` }];

const verifiedNeedsMethod: Rule = (subject) =>
  subject.user.identityVerified === true && !isThere(subject, "identityVerificationMethod")
    ? [{ path: ["identityVerified"], rule: "true needs identityVerificationMethod" }]
    : [];

/** What the two documented ways of verifying a real name need. */
const neededFor: ReadonlyMap<string, readonly UserField[]> = new Map([
  ["nameAndIdCard", ["name", "residentIdentityCard"]],
  ["nameIdCardAndPhone", ["name", "residentIdentityCard", "phoneNumber"]],
]);

const realName: Rule = (subject) => {
  const method = subject.user.identityVerificationMethod ?? "";
  const missing = (neededFor.get(method) ?? []).filter((field) => !isThere(subject, field));
  if (missing.length === 0) return [];
  return [{ path: ["identityVerificationMethod"], rule: `${method} needs ${missing.join(" and ")}` }];
};

const passwordForm: Rule = ({ user, unknownFields }) => {
  const { password, passwordEncryptType, salt } = user;
  if (password === undefined || unknownFields.has("passwordEncryptType")) return [];
  if (passwordEncryptType === undefined) {
    const remedy = hashWithoutType(password);
    return remedy === undefined ? [] : [{ path: ["password"], rule: `looks like a hash: ${remedy}` }];
  }
  // A rule says how salt and password are taken apart in a grammar that CIAM does not document; its own example has
  // one together with a "SHA1" that is no hash. Such a password is the service's to judge.
  if (salt?.saltLocation.saltLocationRule !== undefined || unknownFields.has("salt")) return [];
  const expected = hashMismatch(password, passwordEncryptType);
  if (expected === undefined) return [];
  return [{ path: ["password"], rule: `is not a ${passwordEncryptType} hash, which has ${expected}` }];
};

const attributesOnce: Rule = ({ user }) => {
  const seen = new Set<string>();
  return (user.customAttributes ?? []).flatMap(({ name }, index) => {
    const again = seen.has(name);
    seen.add(name);
    return again ? [{ path: ["customAttributes", index, "name"], rule: "is given twice" }] : [];
  });
};

const rules: readonly Rule[] = [oneIdentity, verifiedNeedsMethod, realName, passwordForm, attributesOnce];

function ownerMarkProblems(subject: RuleSubject, attribute: IndexedAttribute, asOwnerAttribute: string): Problem[] {
  if (!isThere(subject, attribute)) return [];
  const rule = `carries the owner mark of this resource: put the value into another attribute, or name one that no set uses ${asOwnerAttribute}`;
  return [{ path: [attribute], rule }];
}

/** Whether the field has a value, be it one that only `up` will know. */
function isThere({ user, unknownFields }: RuleSubject, field: UserField): boolean {
  const value = user[field];
  return unknownFields.has(field) || (value !== undefined && value !== "");
}
