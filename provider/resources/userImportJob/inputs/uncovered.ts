import { alwaysSecret, isUserField, type UserField } from "../../../users/model/fields";
import { openUser, textsOf } from "../../../users/input/envelope/open";
import type { Props } from "../../resource";
import { usersOfSets, userIn } from "../../../users/input/envelope/sets";

/**
 * Refuses to make a field secret where that would show it: the engine hides a value that was secret before, and to a diff
 * of one that lies in the state in clear it prints the old value, beside the new one that it hides. Nothing that a
 * provider answers keeps it from that; the program can.
 */
export function uncoveredProblem(olds: Props, news: Props): string | undefined {
  const fields = newlySecret(olds, news);
  if (fields.length === 0) return undefined;
  const [become, values] = fields.length === 1 ? ["becomes", "its values"] : ["become", "their values"];
  return (
    `userSets: ${fields.join(", ")} ${become} secret, and the state has ${values} in clear, which a preview with --diff would show. ` +
    'Hide them for this one change: add hideDiffs: ["userSets"] to the options of the resource, run `pulumi up`, which encrypts them, and take it out again'
  );
}

/** The fields that lie in the state in clear and are secret from now on. */
export function newlySecret(olds: Props, news: Props): UserField[] {
  const [then, now] = [namesIn(olds), namesIn(news)];
  const isNamed = [...now].some((field) => !then.has(field));
  const found = new Set<UserField>();
  const before = usersOfSets(olds.userSets);
  for (const [set, users] of Object.entries(usersOfSets(news.userSets))) {
    for (const [key, user] of Object.entries(users)) {
      const old = userIn(before, { set, key });
      // Most users are the same text, and nothing more is secret in it than there was.
      if (old === undefined || (!isNamed && isSameText(old, user))) continue;
      const open = new Set(partsOf(old, then).open);
      for (const field of partsOf(user, now).secret) if (open.has(field) && isUserField(field)) found.add(field);
    }
  }
  return [...found];
}

function isSameText(old: unknown, user: unknown): boolean {
  if (old === user) return true;
  const [then, now] = [textsOf(old), textsOf(user)];
  return then !== undefined && then.user === now?.user;
}

function namesIn({ secretFields }: Props): ReadonlySet<string> {
  const named = Array.isArray(secretFields) ? secretFields.filter((field) => typeof field === "string") : [];
  return new Set<string>([...alwaysSecret, ...named]);
}

/** The fields of a user that can be read in the state, and those that cannot. */
function partsOf(user: unknown, names: ReadonlySet<string>): { open: readonly string[]; secret: readonly string[] } {
  const wire = openUser(user);
  if (wire.form !== "literal" && wire.form !== "text") return { open: [], secret: [] };
  const fields = Object.keys(wire.form === "literal" ? wire.fields : wire.open);
  const hidden = wire.form === "literal" ? [] : typeof wire.secret === "string" ? [...names] : Object.keys(wire.secret);
  return {
    open: fields.filter((field) => !names.has(field)),
    secret: [...fields.filter((field) => names.has(field)), ...hidden],
  };
}
