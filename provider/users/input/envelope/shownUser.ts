import { alwaysSecret, isUserField, type UserField } from "../../model/fields";
import { HIDDEN, openUser } from "./open";
import { hasUnknown } from "./unknown";

type Fields = Readonly<Record<string, unknown>>;

/** A user as whoever looks at it on its way may see it: what is secret is named and withheld. */
export interface ShownUser {
  /** What is known and no secret, as it was declared and not checked. */
  readonly fields: Readonly<Partial<Record<UserField, unknown>>>;
  /** Fields that are declared and secret. */
  readonly secret: readonly UserField[];
  /** Fields that may be declared, or are with a value that is not known; `"all"` when nothing of the user is known. */
  readonly unknown: readonly UserField[] | "all";
  /** Why its secret text was not opened, if it has one that was not: any field that is secret may be in it. */
  readonly closed?: "unknown" | "hidden";
}

/** Whether a user has a password, or may have one in a text that was not opened. */
export function mayHavePassword({ secret, closed }: ShownUser): boolean {
  return closed !== undefined || secret.includes("password");
}

const nothingKnown: ShownUser = { fields: {}, secret: [], unknown: "all" };

/** Looks at a user in any form of the opened. `secretFields` are secret besides those that always are. */
export function showUser(value: unknown, secretFields: readonly UserField[] = []): ShownUser {
  const opened = openUser(value);
  const always = new Set<string>([...alwaysSecret, ...secretFields]);
  switch (opened.form) {
    case "literal":
      return sorted(opened.fields, always, []);
    case "text":
      return typeof opened.secret === "string"
        ? { ...sorted(opened.open, always, [...alwaysSecret, ...secretFields]), closed: opened.secret }
        : sorted(withSecretNames(opened.open, opened.secret), always, []);
    default:
      return nothingKnown;
  }
}

/** What travels in the secret text is secret, whatever field it is. */
function withSecretNames(open: Fields, secret: Fields): Fields {
  return { ...open, ...Object.fromEntries(Object.keys(secret).map((name) => [name, HIDDEN])) };
}

function sorted(declared: Fields, always: ReadonlySet<string>, maybe: readonly UserField[]): ShownUser {
  const fields: Partial<Record<UserField, unknown>> = {};
  const secret: UserField[] = [];
  const unknown = new Set(maybe);
  for (const [name, value] of Object.entries(declared)) {
    if (!isUserField(name) || value === undefined || value === null) continue;
    if (always.has(name) || value === HIDDEN) secret.push(name);
    else if (hasUnknown(value)) unknown.add(name);
    else fields[name] = value;
  }
  return { fields, secret, unknown: [...unknown] };
}
