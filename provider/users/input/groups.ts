import type { UserField } from "../model/fields";
import { compareFindings, kindAt, userSetsPath, type Finding } from "./finding";
import { isQuotable, NOT_SHOWN } from "../../../text/quote";
import { suggestion } from "../../../text/suggest";
import type { ParsedUser } from "./parse";
import { UNKNOWN, type Unknown } from "./envelope/unknown";

type Sets = ReadonlyMap<string, ReadonlyMap<string, ParsedUser>>;

type PlaceOf = (set: string, key: string, index: number) => string;

const groupPath: PlaceOf = (set, key, index) => userSetsPath(set, key, "userGroups", index);

export interface ResolvedSets {
  /** The same users, with ids for names. */
  readonly sets: Sets;
  /** Groups that are neither a name of `groups` nor an id; sorted by place. */
  readonly findings: Finding[];
}

/**
 * An id as CIAM makes them: 32 hex digits, with or without the hyphens of a UUID. Sets may mix names with ids of groups that
 * have no name here.
 */
const ID = /^[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}$/i;

/**
 * Turns the names of groups into their ids. Without any `groups` every entry stays as it is, and one that is no id is a
 * finding. A group whose id only `up` will know makes the user's groups unknown.
 *
 * @param aName what the names are to a reader
 * @param placeOf where a reader finds a group of a user
 */
export function resolveGroups(
  sets: Sets,
  groups: Readonly<Record<string, string | Unknown>>,
  aName = "a name in groups",
  placeOf: PlaceOf = groupPath,
): ResolvedSets {
  const ids = new Map(Object.entries(groups));
  if (ids.size === 0) return { sets, findings: withoutNames(sets, placeOf) };
  const knownIds = new Set<unknown>(ids.values());
  const findings: Finding[] = [];

  const idOf = (group: string): string | Unknown | undefined =>
    ids.get(group) ?? (knownIds.has(group) || ID.test(group) ? group : undefined);

  const resolve = (parsed: ParsedUser, set: string, key: string): ParsedUser => {
    const declared = parsed.user.userGroups;
    if (declared === undefined) return parsed;
    const resolved = new Set<string | Unknown>();
    declared.forEach((group, index) => {
      const id = idOf(group);
      if (id !== undefined) resolved.add(id);
      else {
        const rule = `${shownName(group) ?? NOT_SHOWN} is neither ${aName} nor the id of a group${suggestion(group, ids.keys())}`;
        findings.push({ where: placeOf(set, key, index), rule });
      }
    });
    const userGroups = [...resolved].filter((id) => id !== UNKNOWN);
    return userGroups.length === resolved.size
      ? { ...parsed, user: { ...parsed.user, userGroups } }
      : withoutGroups(parsed);
  };

  const result = new Map<string, ReadonlyMap<string, ParsedUser>>();
  for (const [set, users] of sets) {
    result.set(set, new Map([...users].map(([key, parsed]) => [key, resolve(parsed, set, key)])));
  }
  return { sets: result, findings: findings.sort(compareFindings) };
}

/** Groups that are no ids where there are no names for any: the service would refuse their users one by one. */
function withoutNames(sets: Sets, placeOf: PlaceOf): Finding[] {
  const found = [...sets].flatMap(([set, users]) =>
    [...users].flatMap(([key, { user }]) =>
      (user.userGroups ?? []).flatMap((group, index): Finding[] => {
        if (ID.test(group)) return [];
        const name = shownName(group);
        const rule = `${name ?? NOT_SHOWN} is no id of a group: if it is the name of one, say which, as in groups: { ${name ?? '"…"'}: supportGroup.userGroupId }`;
        return [{ where: placeOf(set, key, index), rule, kind: kindAt(["userGroups"], rule) }];
      }),
    ),
  );
  return found.sort(compareFindings);
}

/** The name of a group in quotes. What may be somebody's password in the wrong place is not shown. */
function shownName(group: string): string | undefined {
  const isName = isQuotable(group) || /^\p{L}[\p{L}\p{M} _.&/-]{0,47}$/u.test(group);
  return isName ? JSON.stringify(group) : undefined;
}

function withoutGroups({ user, unknownFields }: ParsedUser): ParsedUser {
  const known = { ...user };
  delete known.userGroups;
  return {
    user: known,
    unknownFields: unknownFields === "all" ? "all" : new Set<UserField>([...unknownFields, "userGroups"]),
  };
}
