import { createHash } from "node:crypto";
import { identityFields, type UserField } from "../../provider/users/model/fields";
import { showSteps, type Finding } from "../../provider/users/input/finding";
import { productionMark } from "../settings/environment";
import { runError } from "../runError";
import { unknownNames, type NamesOf } from "../../text/unknownNames";
import type { UserArgs, UserSet } from "../userSets/userSet";
import { fakeName } from "./fakeNames";
import { refuse } from "./refuse";
import { layOver } from "./layOver";
import { toLoaded, withPlaces } from "./loaded";
import { isReservedDomain, RESERVED_PHONE_NUMBERS, reservedPhoneNumber } from "./reserved";

/** The users to make up. */
export interface FakeUsersOptions {
  /** The number of users. */
  count: number;
  /**
   * Seeds their names and birthdates, together with the number of each user. Another seed changes both, and never a
   * field that only an import can set. Default: 0.
   */
  seed?: number | string | undefined;
  /** The number of the first user, to keep two sets of one store apart. Default: 1. */
  first?: number | undefined;
  /** The prefix of keys and user names, as in `fake-0001`. Default: `fake`. */
  prefix?: string | undefined;
  /** The domain of their e-mail addresses; it must be one that nobody can register. Default: `example.com`. */
  domain?: string | undefined;
  /**
   * True to give them phone numbers: `+1-…5550100` to `+1-…5550199` in a hundred areas, reserved for fiction. A store
   * that accepts only numbers of another country refuses them. Default: `false`.
   */
  phoneNumbers?: boolean | undefined;
  /** More fields of each user, by its number and key: groups, a password, attributes; no identities. Default: none. */
  fields?: ((user: { number: number; key: string }) => FakeUserFields) | undefined;
}

const names: NamesOf<FakeUsersOptions> = {
  count: true,
  seed: true,
  first: true,
  prefix: true,
  domain: true,
  phoneNumbers: true,
  fields: true,
};

/** The settable fields of a fake user: all but its identity. */
export type FakeUserFields = Omit<
  UserArgs,
  | "userName"
  | "phoneNumber"
  | "email"
  | "qqOpenId"
  | "qqUnionId"
  | "wechatOpenId"
  | "wechatUnionId"
  | "alipayUserId"
  | "weComUserId"
>;

/**
 * A set of made-up users, for stacks that need some: key and `userName` (`fake-0001`), `email`
 * (`fake-0001@example.com`), `nickname` and `birthdate`. The same options give the same users on every machine, and a
 * change of `count` changes none of them.
 *
 * Messages to them reach nobody: their domain and their phone numbers are reserved and never assigned.
 *
 * @throws RunError in a production stack: by `ciam:environment: production` in its config (or `prod`, or an unknown
 *   word), else by its name. Also when users with these options cannot be made up.
 *
 * @example
 * ```ts
 * import * as ciam from "pulumi-tencentcloud-ciam";
 *
 * const customers = ciam.fakeUsers({
 *   count: 500,
 *   seed: 7,
 *   fields: ({ number }) => ({ userGroups: [number % 10 === 0 ? "support" : "customers"] }),
 * });
 * ```
 */
export function fakeUsers(options: FakeUsersOptions): UserSet {
  const { count, seed = 0, first = 1, prefix = "fake", domain = "example.com", phoneNumbers = false, fields } = options;
  refuseProduction();
  const wrong = unknownNames(options, names, "option");
  if (wrong.length > 0)
    refuse(
      "fakeUsers",
      wrong.map((rule) => ({ where: "options", rule })),
    );
  refuseImpossible({ count, first, domain, phoneNumbers });
  const findings: Finding[] = [];
  const users: UserSet = {};
  for (let number = first; number < first + count; number++) {
    const key = `${prefix}-${String(number).padStart(4, "0")}`;
    const chance = createHash("sha256").update(`${seed}:${number}`).digest();
    const made = toLoaded({
      userName: key,
      email: `${key}@${domain}`,
      nickname: fakeName(chance.readUInt16BE(0), chance.readUInt16BE(2)),
      birthdate: birthdate(chance.readUInt32BE(4)),
      ...(phoneNumbers && { phoneNumber: reservedPhoneNumber(number - 1) }),
    });
    const { user, problems } = fields ? withFields(made, fields({ number, key })) : { user: made, problems: [] };
    for (const { path, rule } of problems) findings.push({ where: `${key}${showSteps(path)}`, rule });
    // An overlaid loaded user stays a loaded one, a literal one stays literal.
    users[key] = user as UserSet[string];
  }
  if (findings.length > 0) refuse("fakeUsers", findings);
  return withPlaces(users, () => "fakeUsers");
}

function withFields(made: unknown, fields: FakeUserFields): ReturnType<typeof layOver> {
  const named = Object.keys(fields).filter((field) => isIdentity(field));
  if (named.length === 0) return layOver(made, fields);
  return {
    user: made,
    problems: named.map((field) => ({ path: [field], rule: "is an identity, and those of fake users are made up" })),
  };
}

const identities: ReadonlySet<string> = new Set<UserField>(identityFields);

function isIdentity(field: string): boolean {
  return identities.has(field);
}

function refuseProduction(): void {
  const mark = productionMark();
  if (mark === undefined) return;
  throw runError(
    `fakeUsers: this is a production stack (${mark}), and made-up users have no place there. Leave them out of it, or say what it is with \`pulumi config set ciam:environment …\`, in a word such as development, test, staging or preview`,
  );
}

type Asked = Required<Pick<FakeUsersOptions, "count" | "first" | "domain" | "phoneNumbers">>;

function refuseImpossible({
  count,
  first,
  domain,
  phoneNumbers,
}: { [Name in keyof Asked]: NonNullable<Asked[Name]> }): void {
  const findings: Finding[] = [];
  if (!Number.isSafeInteger(count) || count < 0)
    findings.push({ where: "count", rule: "must be a whole number from 0 on" });
  if (!Number.isSafeInteger(first) || first < 1)
    findings.push({ where: "first", rule: "must be a whole number from 1 on" });
  if (!isReservedDomain(domain)) {
    findings.push({
      where: "domain",
      rule: "could belong to somebody: take example.com, example.net, example.org, one below them, or one that ends in .example, .test or .invalid",
    });
  }
  if (phoneNumbers && first + count - 1 > RESERVED_PHONE_NUMBERS) {
    findings.push({
      where: "phoneNumbers",
      rule: `there are ${RESERVED_PHONE_NUMBERS.toLocaleString("en-US")} that belong to nobody: a user with a higher number can have none`,
    });
  }
  if (findings.length > 0) refuse("fakeUsers", findings);
}

const FIRST_DAY = Date.UTC(1950, 0, 1);
const DAYS = 365 * 55;

function birthdate(chance: number): string {
  return new Date(FIRST_DAY + (chance % DAYS) * 86_400_000).toISOString().slice(0, 10);
}
