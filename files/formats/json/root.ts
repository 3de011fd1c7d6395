import type { UsersFromFileOptions } from "../../options";
import { fittingPreset } from "../../presets/fitting";
import { placeOfUsers } from "../../presets/format";
import { canonicalName } from "../../rows/members";
import { NOT_A_USER } from "../../rows/row";
import { isShowable } from "../../titles/showable";
import type { Words } from "../../words";
import { isObject } from "../../../text/values";

/** A member of a file that is an object: what it is, without all that is in it. */
export interface RootMember {
  readonly name: string;
  /** The number of its elements or members that are objects; `all` counts the others too. */
  readonly objects: number;
  readonly all: number;
  readonly isObject: boolean;
  /** True if it is an object with names of fields. */
  readonly isUser: boolean;
  /** The names in the first of its elements or members that is an object. */
  readonly names: readonly string[];
  /** A part of it that is or holds a list of objects, if the list of users is wrapped once more. */
  readonly inner?: RootMember;
}

/** Describes a value by what matters to the search for users. */
export function memberOf(name: string, value: unknown, depth = 0): RootMember {
  const parts: readonly unknown[] = Array.isArray(value) ? value : isObject(value) ? Object.values(value) : [];
  const objects = parts.filter(isObject).length;
  const inner =
    isObject(value) && depth < 3
      ? Object.entries(value)
          .map(([below, part]) => memberOf(below, part, depth + 1))
          .find((part) => (!part.isObject && part.objects > 0) || part.inner !== undefined)
      : undefined;
  const isUser =
    isObject(value) && Object.keys(value).some((below) => below !== "key" && canonicalName(below) !== undefined);
  const names = Object.keys(parts.find(isObject) ?? {});
  return { name, objects, all: parts.length, isObject: isObject(value), isUser, names, ...(inner && { inner }) };
}

/** The rule for a file whose object is no map of users: it is one user, or the users seem to be at another place. */
export function rootRule(
  members: readonly RootMember[],
  options: UsersFromFileOptions,
  words: Words,
): string | undefined {
  const under = (path: string, { names }: RootMember): string => placeRule(path, names, options, words);
  const isMap = members.length > 0 && members.every((member) => member.isObject);
  const lists = members.filter((member) => member.objects > 0 && member.objects === member.all);
  const best = [...lists].sort((a, b) => rank(b) - rank(a) || b.all - a.all)[0];
  const fields = members.filter(({ name }) => name !== "key" && canonicalName(name) !== undefined);
  const looksLikeOne = fields.length > 0 && members.some((member) => !member.isObject && member.all === 0);
  if (looksLikeOne && (best === undefined || fields.length > 1)) {
    const preset = fittingPreset(
      members.map(({ name }) => name),
      options,
    );
    if (preset !== undefined) return `is one user: ${words.preset(preset)}`;
    return "is one user: the file must be a list of users, [ … ], or a map from user key to user; or call it .ndjson";
  }
  const deeper = members.find((member) => member.inner !== undefined);
  // A map of maps: one that holds nothing but the users, or some users whose fields are objects.
  const isWrapped =
    isMap &&
    members.length === 1 &&
    !members.some(({ isUser }) => isUser) &&
    best?.isObject === true &&
    canonicalName(best.name) === undefined;
  if (isMap && !isWrapped) {
    const isOneUnknown = members.length === 1 && deeper?.inner !== undefined && !deeper.isUser && fields.length === 0;
    return isOneUnknown ? under(...deepest(deeper)) : undefined;
  }
  if (best !== undefined && isShowable(best.name)) {
    const isMapOfUsers = best.names.some((name) => canonicalName(name) !== undefined);
    return best.isObject && !isMapOfUsers ? under(...deepest(best)) : under(best.name, best);
  }
  return deeper === undefined ? undefined : under(...deepest(deeper));
}

/** A list is more likely than a map, and one that is called so is. */
function rank({ name, isObject: isMap }: RootMember): number {
  return (
    (isMap ? 0 : 1) +
    (/^(?:users?|members?|accounts?|people|persons|contacts?|data|items|value|results?|records?|resources|identities)$/i.test(
      name,
    )
      ? 2
      : 0)
  );
}

/** The list that a member leads to, and its path. */
function deepest(member: RootMember): [path: string, list: RootMember] {
  if (member.inner === undefined) return [member.name, member];
  const [path, list] = deepest(member.inner);
  return [`${member.name}.${path}`, list];
}

/** A preset that knows the users may know where they are as well. */
function placeRule(path: string, names: readonly string[], options: UsersFromFileOptions, words: Words): string {
  const preset = fittingPreset(names, options);
  const isKnown = preset !== undefined && placeOfUsers({ preset }, [path]) === path;
  const remedies = [...(isKnown ? [] : [words.at(path)]), ...(preset === undefined ? [] : [words.preset(preset)])];
  return `${NOT_A_USER}; the users seem to be under ${JSON.stringify(path)}: if they are, ${remedies.join(", and ")}`;
}
