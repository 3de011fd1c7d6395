import { compareText, isObject } from "../../../../text/values";
import { alwaysSecret, type UserField } from "../../model/fields";
import { openUser, textsOf, type UserTexts } from "./open";
import { Secret } from "./secret";
import { usersOfSets, type UsersBySet } from "./sets";
import { UNKNOWN } from "./unknown";

/**
 * Marks every secret part of the users, at the place where it is: the engine copies secretness by path. So a password
 * that the program passed in clear is still encrypted in the state and hidden on the screen.
 */
export function hideSecrets(userSets: unknown, extraSecretFields: readonly UserField[]): unknown {
  if (!isObject(userSets)) return userSets;
  const secretFields = new Set<string>([...alwaysSecret, ...extraSecretFields]);
  const hidden: UsersBySet = {};
  for (const [set, users] of Object.entries(usersOfSets(userSets))) {
    hidden[set] = Object.fromEntries(Object.entries(users).map(([key, user]) => [key, hideIn(user, secretFields)]));
  }
  return { ...userSets, ...hidden };
}

function hideIn(value: unknown, secretFields: ReadonlySet<string>): unknown {
  const texts = textsOf(value);
  if (texts) return hideInTexts(value, texts, secretFields);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([field, part]) => [field, secretFields.has(field) ? hide(part) : part]),
  );
}

/**
 * A loader puts secret fields into a text of their own, as far as it was told which they are: the others go there now.
 * What cannot be taken apart is secret as a whole.
 */
function hideInTexts(value: unknown, { user, secret }: UserTexts, secretFields: ReadonlySet<string>): unknown {
  const inEnvelope = (text: unknown): unknown =>
    typeof value === "string" ? text : { user: text, secret: hide(secret) };
  // Most texts need not be opened to see that nothing is to be hidden in them.
  if (typeof user !== "string" || ![...secretFields].some((field) => user.includes(`"${field}"`))) {
    return inEnvelope(user);
  }
  const opened = openUser(value);
  if (opened.form !== "text" || typeof opened.secret === "string") return inEnvelope(new Secret(user));
  const hidden = { ...opened.secret };
  const open: Record<string, unknown> = {};
  for (const [field, part] of Object.entries(opened.open)) (secretFields.has(field) ? hidden : open)[field] = part;
  if (Object.keys(hidden).length === 0) return user;
  return { user: JSON.stringify(open), secret: new Secret(inOrder(hidden)) };
}

/** As a loader would have written it: fields go by the alphabet. */
function inOrder(fields: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(Object.fromEntries(Object.entries(fields).sort(([a], [b]) => compareText(a, b))));
}

function hide(value: unknown): unknown {
  return value === UNKNOWN || value === undefined || value === null ? value : new Secret(value);
}
