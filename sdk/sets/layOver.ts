import { Output, secret } from "@pulumi/pulumi";
import { checkUser } from "../../provider/users/input/check";
import { isUserField, type UserField } from "../../provider/users/model/fields";
import type { DeclaredUser } from "../../provider/users/model/user";
import { isObject } from "../../text/values";
import { hasPlainPassword, openLoaded, toLoaded, withPlainPassword } from "./loaded";

/** The result of laying one user over another. */
export interface Laid {
  readonly user: unknown;
  readonly problems: ReturnType<typeof checkUser>["problems"];
}

/** A user's fields by name, and those that a file marked as secret. */
interface Fields {
  readonly values: Readonly<Record<string, unknown>>;
  readonly secret: readonly UserField[];
  readonly loaded: boolean;
}

const OPAQUE = {
  path: [],
  rule: "is an Output as a whole: only its fields may be Outputs, so that they can be laid over",
};

/** Lays the fields of one user, from a file or from the program, over those of another. */
export function layOver(base: unknown, over: unknown): Laid {
  const laid = laidOver(base, over);
  const source = fieldsOf(over)?.values.password === undefined ? base : over;
  return hasPlainPassword(source) ? { ...laid, user: withPlainPassword(laid.user) } : laid;
}

function laidOver(base: unknown, over: unknown): Laid {
  const below = fieldsOf(base);
  const above = fieldsOf(over);
  if (below === undefined || above === undefined) return { user: base, problems: [OPAQUE] };
  const values = Object.fromEntries(
    Object.entries({ ...below.values, ...withoutUndefined(above.values) }).filter(([, value]) => value !== null),
  );
  const secretFields = [...below.secret, ...above.secret];
  if (!below.loaded && !above.loaded) return { user: values, problems: [] };
  if (hasInput(values)) return { user: withSecrets(values, secretFields), problems: [] };
  // The resource judges passwords: its input, or the mark of a file, tells which are plain.
  const { user, problems } = checkUser(values, { passwords: "plain" });
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

/** A literal user travels field by field; its secret fields stay secret. */
function withSecrets(values: DeclaredUser, secretFields: readonly UserField[]): Record<string, unknown> {
  const hidden = Object.fromEntries(
    secretFields.flatMap((field) => (values[field] === undefined ? [] : [[field, secret(values[field])] as const])),
  );
  return { ...values, ...hidden };
}

function isInput(value: unknown): boolean {
  return Output.isInstance(value) || value instanceof Promise;
}

/** True if a value, or any part of it, is known only later. */
function hasInput(value: unknown): boolean {
  if (isInput(value)) return true;
  return typeof value === "object" && value !== null && Object.values(value).some(hasInput);
}
