import { identityFields, indexedAttributes, type IndexedAttribute, type UserField } from "../model/fields";
import { isOwnerMark } from "../model/mark";
import type { PathStep } from "./finding";
import { identityCardProblem } from "../model/identity/identityCard";
import { callingCode, phoneProblem } from "../model/identity/phone";
import { identityRule } from "./identities/lookalikes";
import { hashProblem, plaintextProblem, unknownFormProblem, type PasswordWords } from "./passwords/password";
import type { DeclaredUser } from "../model/user";

/** A breach of a rule, seen from the user: the caller knows where the user is. */
export interface Problem {
  readonly path: readonly PathStep[];
  readonly rule: string;
  /** The rule without what it says of this user alone. Default: the rule. */
  readonly kind?: string;
}

/** How a user is checked, and how its reader calls what would mend it. */
export interface UserRules {
  /** The attribute that carries the owner mark. Default: nothing is kept free. */
  readonly ownerAttribute?: IndexedAttribute | undefined;
  /** How another one is chosen. Default: as an input of the resource. */
  readonly asOwnerAttribute?: string | undefined;
  /**
   * `"plain"`: a password without a type is one, whatever it looks like. Otherwise one that looks like a hash or a mask
   * is a problem, told in these words.
   */
  readonly passwords?: "plain" | PasswordWords | undefined;
  /** Tells whether an earlier run took these values: then it is not judged what they look like. Default: none took them. */
  readonly areTaken?: (() => boolean) | undefined;
  /** The calling code of phone numbers that are written without one. Default: none. */
  readonly phoneCountry?: string | undefined;
  /** How that is said. Default: as an input of the resource. */
  readonly asPhoneCountry?: string | undefined;
}

/** What a rule looks at: the fields of the right shape, and those that are there but not known yet. */
export interface RuleSubject {
  readonly user: DeclaredUser;
  readonly unknownFields: ReadonlySet<UserField>;
}

type Rule = (subject: RuleSubject, rules: UserRules) => Problem[];

/** The rules between the fields of one user. Each tells all it has to say, so that one run shows everything. */
export function problemsOf(subject: RuleSubject, rules: UserRules): Problem[] {
  return allRules.flatMap((rule) => rule(subject, rules));
}

const oneIdentity: Rule = (subject) =>
  identityFields.some((field) => isThere(subject, field))
    ? []
    : [{ path: [], rule: `has no identity: give at least one of ${identityFields.join(", ")}` }];

const identitiesSeen: Rule = ({ user }) => {
  const problems: Problem[] = [];
  for (const field of identityFields) {
    const value = user[field];
    const found = typeof value === "string" ? identityRule(field, value) : undefined;
    if (found) problems.push({ path: [field], ...found });
  }
  return problems;
};

const AS_INPUT = 'phoneCountry, as in phoneCountry: "49"';

const phoneCanBeCalled: Rule = ({ user }, { areTaken, phoneCountry, asPhoneCountry = AS_INPUT }) => {
  const { phoneNumber } = user;
  const rule =
    phoneNumber === undefined || phoneNumber !== phoneNumber.trim()
      ? undefined
      : phoneProblem(phoneNumber, callingCode(phoneCountry), asPhoneCountry);
  return rule === undefined || areTaken?.() ? [] : [{ path: ["phoneNumber"], rule }];
};

const identityCard: Rule = ({ user: { residentIdentityCard } }, { areTaken }) => {
  const rule = residentIdentityCard === undefined ? undefined : identityCardProblem(residentIdentityCard);
  return rule === undefined || areTaken?.() ? [] : [{ path: ["residentIdentityCard"], rule }];
};

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

const inProgram: PasswordWords = { leaveOut: "leave it out", arePlain: "say passwordsArePlain: true" };

const passwordForm: Rule = ({ user, unknownFields }, { passwords = inProgram }) => {
  const { password, passwordEncryptType, salt } = user;
  if (password === undefined || unknownFields.has("passwordEncryptType")) return [];
  if (passwordEncryptType === undefined) {
    return passwords === "plain" ? [] : ofPassword(plaintextProblem(password, passwords));
  }
  // A rule says how salt and password are taken apart in a grammar that CIAM does not document; its own example has
  // one together with a "SHA1" that is no hash. Such a password is the service's to judge.
  if (salt?.saltLocation.saltLocationRule !== undefined || unknownFields.has("salt")) {
    return ofPassword(unknownFormProblem(password));
  }
  return ofPassword(hashProblem(password, passwordEncryptType));
};

function ofPassword(rule: string | undefined): Problem[] {
  return rule === undefined ? [] : [{ path: ["password"], rule }];
}

const attributesOnce: Rule = ({ user }) => {
  const seen = new Set<string>();
  return (user.customAttributes ?? []).flatMap(({ name }, index) => {
    const again = seen.has(name);
    seen.add(name);
    return again ? [{ path: ["customAttributes", index, "name"], rule: "is given twice" }] : [];
  });
};

const ownerMark: Rule = (subject, { ownerAttribute: attribute, asOwnerAttribute = "as ownerAttribute" }) => {
  if (attribute === undefined || !isThere(subject, attribute)) return [];
  const rule = `carries the owner mark of this resource: put the value into another attribute, or name one that no set uses ${asOwnerAttribute}`;
  return [{ path: [attribute], rule }];
};

/** With one, a user would be another job's, or this job's own where nobody looks for it. */
const marksOfOthers: Rule = ({ user }, { ownerAttribute }) =>
  indexedAttributes
    .filter((one) => one !== ownerAttribute && isOwnerMark(user[one] ?? ""))
    .map((one) => ({
      path: [one],
      rule: "has the form of an owner mark, which only this provider writes: leave it out, or write it another way",
    }));

const allRules: readonly Rule[] = [
  oneIdentity,
  identitiesSeen,
  phoneCanBeCalled,
  identityCard,
  verifiedNeedsMethod,
  realName,
  passwordForm,
  attributesOnce,
  ownerMark,
  marksOfOthers,
];

/** Whether the field has a value, be it one that only `up` will know. */
function isThere({ user, unknownFields }: RuleSubject, field: UserField): boolean {
  const value = user[field];
  return unknownFields.has(field) || (value !== undefined && value !== "");
}
