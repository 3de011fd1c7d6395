import { checkUser, readUser, type CheckedUser } from "./check";
import { damageOf } from "./damage";
import { decodeUser, type DecodedUser } from "./envelope/decode";
import { duplicateRule, IdentityRegister } from "./identities/duplicates";
import type { IndexedAttribute, UserField } from "../model/fields";
import { compareFindings, kindAt, userSetsPath, type Finding, type PathStep } from "./finding";
import type { Disclosure } from "../model/identity/identity";
import { KeyCases, keyProblem, otherCaseRule } from "./key";
import type { UsersBySet } from "./envelope/sets";
import { UNKNOWN } from "./envelope/unknown";
import { isObject } from "../../../text/values";
import { plaintextPassword, uniformProblem, type PasswordWords } from "./passwords/password";
import { PasswordCensus } from "./passwords/census";
import { callingCode, sentPhone } from "../model/identity/phone";
import type { UserRef } from "../model/ref";
import type { DeclaredUser } from "../model/user";

/** A declared user as far as it is known. */
export interface ParsedUser {
  /** The known fields of the right shape. */
  readonly user: DeclaredUser;
  /** Fields whose value only `up` will know; `"all"` when nothing of the user is known. */
  readonly unknownFields: ReadonlySet<UserField> | "all";
}

export interface ParsedSets {
  /** Set → key → user. A set that is not known yet is there and empty. */
  readonly sets: ReadonlyMap<string, ReadonlyMap<string, ParsedUser>>;
  /** Everything that is wrong, sorted by place. */
  readonly findings: Finding[];
  /** What may be meant and is worth a look, sorted by place. */
  readonly warnings: Finding[];
  /** Whether anything at all, at any level, is not known yet. */
  readonly hasUnknowns: boolean;
}

export interface ParseOptions {
  /** The attribute that carries the owner mark; no set may use it. Without it, nothing is kept free. */
  readonly ownerAttribute?: IndexedAttribute | undefined;
  /** Fields that are secret besides those that always are. */
  readonly extraSecretFields?: readonly UserField[] | undefined;
  /** The calling code of phone numbers that are written without one. Default: they stay without. */
  readonly phoneCountry?: string | undefined;
  /** Default: masked. */
  readonly disclosure?: Disclosure | undefined;
  /** Of whom a password without a type is one whatever it looks like. Default: of nobody. */
  readonly passwordsArePlain?: ((set: string, key: string) => boolean) | undefined;
  /**
   * Of whom an earlier run took exactly these values. Nobody who is in force is refused because a later version has a new
   * rule about what values look like. Default: of nobody.
   */
  readonly areTaken?: ((set: string, key: string, user: unknown) => boolean) | undefined;
}

/** For users who have been judged before. */
export const everybody = (): boolean => true;

/**
 * Parses `userSets` as the provider process receives it: set → key → a user in one of three forms, a literal object,
 * one JSON text, or `{user, secret}` with two of them. At every level there may be a value that is not known
 * yet. Never throws for what it is given: all that is wrong becomes findings.
 */
export function parseUserSets(value: unknown, options: ParseOptions): ParsedSets {
  return new SetsParser(options).parse(value);
}

/**
 * Reads the users of sets that passed a check before, and judges nobody again.
 *
 * @param known who has been read already
 */
export function readSets(
  sets: UsersBySet,
  { extraSecretFields, phoneCountry }: Pick<ParseOptions, "extraSecretFields" | "phoneCountry">,
  known: (ref: UserRef, value: unknown) => ParsedUser | undefined,
): ParsedSets["sets"] {
  const read = (ref: UserRef, value: unknown): ParsedUser => {
    const before = known(ref, value);
    if (before) return before;
    const decoded = decodeUser(value, extraSecretFields);
    if (decoded.form === "unknown") return { user: {}, unknownFields: "all" };
    return inSentForm(readUser(decoded.form === "fields" ? decoded.fields : {}), phoneCountry);
  };
  return new Map(
    Object.entries(sets).map(([set, users]) => [
      set,
      new Map(Object.entries(users).map(([key, value]) => [key, read({ set, key }, value)])),
    ]),
  );
}

type Place = readonly [set: string, key: string];

class SetsParser {
  private readonly sets = new Map<string, Map<string, ParsedUser>>();
  private readonly findings: Finding[] = [];
  private readonly warnings: Finding[] = [];
  private readonly identities = new IdentityRegister<Place>();
  private hasUnknowns = false;

  constructor(private readonly options: ParseOptions) {}

  parse(value: unknown): ParsedSets {
    if (value === UNKNOWN) this.hasUnknowns = true;
    else if (!isObject(value)) this.find("userSets", "must be a map from the name of a set to its users");
    else for (const [name, users] of Object.entries(value)) this.parseSet(name, users);
    return {
      sets: this.sets,
      findings: this.findings.sort(compareFindings),
      warnings: this.warnings.sort(compareFindings),
      hasUnknowns: this.hasUnknowns,
    };
  }

  private parseSet(name: string, value: unknown): void {
    const problem = keyProblem(name);
    if (problem !== undefined) this.find(userSetsPath(name), `the name of a set ${problem}`);
    const users = new Map<string, ParsedUser>();
    this.sets.set(name, users);
    if (value === UNKNOWN) this.hasUnknowns = true;
    else if (!isObject(value)) this.find(userSetsPath(name), "must be a map from user key to user");
    else {
      const census = new PasswordCensus<Place>();
      const cases = new KeyCases<string>();
      for (const [key, user] of Object.entries(value)) {
        users.set(key, this.parseUser([name, key], user, census));
        const other = cases.enter(key, key, (lower) => (users.has(lower) ? lower : undefined));
        if (other !== undefined) {
          const rule = otherCaseRule(userSetsPath(name, other));
          this.warnings.push({ where: userSetsPath(name, key), rule, kind: otherCaseRule("another user") });
        }
      }
      const uniform = census.uniform();
      if (uniform) this.find(userSetsPath(name), uniformProblem(uniform, passwordWords(name)));
    }
  }

  private parseUser(place: Place, value: unknown, census: PasswordCensus<Place>): ParsedUser {
    const problem = keyProblem(place[1]);
    if (problem !== undefined) this.find(userSetsPath(...place), `a user key ${problem}`);
    const decoded = decodeUser(value, this.options.extraSecretFields);
    switch (decoded.form) {
      case "unknown":
        this.hasUnknowns = true;
        return { user: {}, unknownFields: "all" };
      case "damaged":
        this.find(userSetsPath(...place), decoded.rule);
        return { user: {}, unknownFields: new Set() };
      case "fields":
        return this.checked(place, this.checkUser(place, value, decoded, census));
    }
  }

  private checkUser(
    place: Place,
    value: unknown,
    { fields, isLiteral }: Extract<DecodedUser, { form: "fields" }>,
    census: PasswordCensus<Place>,
  ): CheckedUser {
    const { ownerAttribute, passwordsArePlain, phoneCountry } = this.options;
    const areTaken = (): boolean => this.options.areTaken?.(...place, value) ?? false;
    const rules = { ownerAttribute, phoneCountry, areTaken };
    // Whom a file has was looked at where its options are known.
    const damage = isLiteral ? this.lookForDamage(place, fields, areTaken) : new Set();
    const judged = (checked: CheckedUser): CheckedUser =>
      damage.size === 0
        ? checked
        : { ...checked, problems: checked.problems.filter(({ path: [field] }) => !damage.has(field)) };
    if (passwordsArePlain?.(...place)) return judged(checkUser(fields, { ...rules, passwords: "plain" }));
    const checked = judged(checkUser(fields, { ...rules, passwords: passwordWords(place[0]) }));
    const password = plaintextPassword(checked);
    if (password !== undefined) census.enter(password, () => place);
    return checked;
  }

  /** The fields in which a value is damaged: of them is told what damaged it, and not what else it is not. */
  private lookForDamage(
    place: Place,
    fields: Readonly<Record<string, unknown>>,
    areTaken: () => boolean,
  ): ReadonlySet<unknown> {
    const damage = damageOf(fields, {});
    if (damage.length === 0 || areTaken()) return new Set();
    // A program has no option to say that a word is one.
    for (const { path, rule, isWord } of damage)
      this.findAt(place, path, rule, rule, isWord ? this.warnings : this.findings);
    return new Set(damage.flatMap(({ path: [field], isWord }) => (isWord ? [] : [field])));
  }

  private checked(place: Place, checked: CheckedUser): ParsedUser {
    const { problems } = checked;
    const { user, unknownFields } = inSentForm(checked, this.options.phoneCountry);
    if (unknownFields.size > 0) this.hasUnknowns = true;
    for (const { path, rule, kind } of problems) this.findAt(place, path, rule, kind);
    for (const duplicate of this.identities.enter(user, place)) {
      const other = userSetsPath(...duplicate.first);
      const { rule, kind } = duplicateRule(duplicate, other, this.options.disclosure ?? "masked");
      const found = duplicate.how === "other case" ? this.warnings : this.findings;
      this.findAt(place, [duplicate.identity.field], rule, kind, found);
    }
    return { user, unknownFields };
  }

  private findAt(place: Place, path: readonly PathStep[], rule: string, kind = rule, found = this.findings): void {
    found.push({ where: userSetsPath(...place, ...path), rule, kind: kindAt(path, kind) });
  }

  private find(where: string, rule: string): void {
    this.findings.push({ where, rule });
  }
}

/** A known user with its phone number as it is sent. */
export function asSent(user: DeclaredUser, phoneCountry: string | undefined): DeclaredUser {
  return inSentForm({ user, unknownFields: NONE }, phoneCountry).user;
}

const NONE: ReadonlySet<UserField> = new Set();

/** The user with a phone number as it is sent. */
function inSentForm({ user, unknownFields }: Pick<CheckedUser, "user" | "unknownFields">, country?: string) {
  const { phoneNumber } = user;
  if (phoneNumber === undefined) return { user, unknownFields };
  const sent = sentPhone(phoneNumber, callingCode(country));
  return { user: sent === phoneNumber ? user : { ...user, phoneNumber: sent }, unknownFields };
}

function passwordWords(set: string): PasswordWords {
  return { leaveOut: "leave it out", arePlain: `give the resource passwordsArePlain: [${JSON.stringify(set)}]` };
}
