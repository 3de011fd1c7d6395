import { Output, secret } from "@pulumi/pulumi";
import { checkUser } from "../../provider/users/check";
import { isUserField, type UserField } from "../../provider/users/fields";
import { showSteps, type Finding } from "../../provider/users/finding";
import type { DeclaredUser } from "../../provider/users/user";
import { isObject } from "../../provider/users/wireValue";
import { refuse } from "./findings";
import { openLoaded, placeOf, toLoaded, withPlaces } from "./loaded";

/** What a stack changes of a set: a user's fields to lay over, a whole user to add, or `null` to leave a user out. */
export type UserOverlay<User> = Readonly<Record<string, User | null>>;

/**
 * Lays one user set over another: fields of the overlay replace those of the base, a field that is `null` is left
 * out, a user that is `null` is left out, and a user that only the overlay has is added. Both may come from files.
 *
 * @example
 * ```ts
 * import * as ciam from "pulumi-tencentcloud-ciam";
 *
 * const users = ciam.overlayUsers(ciam.usersFromFile("users/base.csv"), {
 *   alice: { email: "alice@dev.example.com" },
 *   carol: null,
 * });
 * ```
 */
export function overlayUsers<Base, Over>(
  base: Readonly<Record<string, Base>>,
  overlay: UserOverlay<Over>,
): Record<string, Base | Over> {
  const users = new Map<string, Base | Over>(Object.entries(base));
  const findings: Finding[] = [];
  for (const [key, over] of Object.entries(overlay)) {
    if (over === null) {
      if (!Object.hasOwn(base, key))
        findings.push({
          where: placeOf(overlay, key, "the overlay"),
          rule: `leaves out ${JSON.stringify(key)}, whom the base does not have`,
        });
      users.delete(key);
    } else if (Object.hasOwn(base, key)) {
      const laid = layOver(base[key], over);
      for (const { path, rule } of laid.problems) {
        findings.push({ where: placeOf(overlay, key, "the overlay"), rule: `${key}${showSteps(path)}: ${rule}` });
      }
      // A loaded user and a literal one are both users to whoever takes the result.
      users.set(key, laid.user as Base | Over);
    } else users.set(key, over);
  }
  if (findings.length > 0) refuse("overlayUsers", findings);
  // A key that JavaScript keeps for itself stays a key, for the resource to refuse; an assignment would lose it.
  return withPlaces(Object.fromEntries(users), (key) =>
    Object.hasOwn(overlay, key) ? placeOf(overlay, key, "the overlay") : placeOf(base, key, "the base"),
  );
}

interface Laid {
  readonly user: unknown;
  readonly problems: ReturnType<typeof checkUser>["problems"];
}

/** A user's fields by name, and which of them are secret for having come from a file as such. */
interface Fields {
  readonly values: Readonly<Record<string, unknown>>;
  readonly secret: readonly UserField[];
  readonly loaded: boolean;
}

const OPAQUE = {
  path: [],
  rule: "is an Output as a whole: only its fields may be Outputs, so that they can be laid over",
};

function layOver(base: unknown, over: unknown): Laid {
  const below = fieldsOf(base);
  const above = fieldsOf(over);
  if (below === undefined || above === undefined) return { user: base, problems: [OPAQUE] };
  const values = Object.fromEntries(
    Object.entries({ ...below.values, ...withoutUndefined(above.values) }).filter(([, value]) => value !== null),
  );
  const secretFields = [...below.secret, ...above.secret];
  if (!below.loaded && !above.loaded) return { user: values, problems: [] };
  if (hasInput(values)) return { user: withSecrets(values, secretFields), problems: [] };
  const { user, problems } = checkUser(values);
  return { user: problems.length > 0 ? base : toLoaded(user, secretFields), problems };
}

function fieldsOf(user: unknown): Fields | undefined {
  const loaded = openLoaded(user);
  if (loaded) {
    const { open, secret: hidden } = loaded;
    return { values: { ...open, ...hidden }, secret: Object.keys(hidden).filter(isUserField), loaded: true };
  }
  return isObject(user) && !isInput(user) ? { values: user, secret: [], loaded: false } : undefined;
}

function withoutUndefined(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

/** A literal user travels field by field; what was secret stays so. */
function withSecrets(values: DeclaredUser, secretFields: readonly UserField[]): Record<string, unknown> {
  const hidden = secretFields.flatMap((field) => (values[field] === undefined ? [] : [[field, secret(values[field])]]));
  return { ...values, ...(Object.fromEntries(hidden) as Record<string, unknown>) };
}

function isInput(value: unknown): boolean {
  return Output.isInstance(value) || value instanceof Promise;
}

/** Whether a value, or any part of it, is known later only. */
function hasInput(value: unknown): boolean {
  if (isInput(value)) return true;
  return typeof value === "object" && value !== null && Object.values(value).some(hasInput);
}
