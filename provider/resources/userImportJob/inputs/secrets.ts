import { compareText, isObject } from "../../../../text/values";
import { alwaysSecret, type UserField } from "../../../users/model/fields";
import { UNKNOWN } from "../../../users/input/envelope/unknown";
import { openWireUser } from "../../../users/input/envelope/envelope";
import { Secret } from "../../resource";
import { wireForm, wireSets, type WireSets, type WireUser } from "./sets";

/**
 * Marks every secret leaf of the users, at the place where it is: the engine copies secretness by path. So a password
 * that the program passed in clear is still encrypted in the state and hidden on the screen.
 */
export function withSecretLeaves(userSets: unknown, extra: readonly UserField[]): unknown {
  if (!isObject(userSets)) return userSets;
  const secretFields = secretFieldNames(extra);
  const marked: WireSets = {};
  for (const [set, users] of Object.entries(wireSets(userSets))) {
    marked[set] = Object.fromEntries(
      Object.entries(users).map(([key, user]) => [key, withSecretUser(user, secretFields)]),
    );
  }
  return { ...userSets, ...marked };
}

type TextUser = Extract<WireUser, { user: string }>;

function secretFieldNames(extra: readonly UserField[]): ReadonlySet<string> {
  return new Set([...alwaysSecret, ...extra]);
}

function withSecretUser(value: unknown, secretFields: ReadonlySet<string>): unknown {
  const wire = wireForm(value);
  switch (wire.form) {
    case "unknown":
      return value;
    case "json":
    case "json+secret":
      return withSecretText(value, wire, secretFields);
    case "literal":
      return isObject(value)
        ? Object.fromEntries(
            Object.entries(value).map(([field, leaf]) => [field, secretFields.has(field) ? secret(leaf) : leaf]),
          )
        : value;
  }
}

/**
 * A loader puts secret fields into a text of their own, as far as it was told which they are: the others go there now.
 * What cannot be taken apart is secret as a whole.
 */
function withSecretText(value: unknown, wire: TextUser, secretFields: ReadonlySet<string>): unknown {
  const { user } = wire;
  const envelope = (text: unknown): unknown =>
    wire.form === "json" ? text : { user: text, secret: secret(wire.secret) };
  if (![...secretFields].some((field) => user.includes(`"${field}"`))) return envelope(user);
  const opened = openWireUser(value);
  if (opened.form !== "text" || typeof opened.secret === "string") return envelope(new Secret(user));
  const hidden = { ...opened.secret };
  const open: Record<string, unknown> = {};
  for (const [field, leaf] of Object.entries(opened.open)) (secretFields.has(field) ? hidden : open)[field] = leaf;
  if (Object.keys(hidden).length === 0) return user;
  return { user: JSON.stringify(open), secret: new Secret(inOrder(hidden)) };
}

/** As a loader would have written it: fields go by the alphabet. */
function inOrder(fields: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(Object.fromEntries(Object.entries(fields).sort(([a], [b]) => compareText(a, b))));
}

function secret(value: unknown): unknown {
  return value === UNKNOWN || value === undefined || value === null ? value : new Secret(value);
}
