import { indexedAttributes, type IndexedAttribute } from "./fields";
import type { LiveUser } from "./live";

/** `created`: we made the user. `adopted`: we found it; such a user is never deleted. */
export const origins = ["created", "adopted"] as const;
export type Origin = (typeof origins)[number];

/** The mark tells the two apart, so that a lost state deletes no adopted account. */
const PREFIXES: Readonly<Record<Origin, string>> = { created: "pulumi:", adopted: "pulumi-adopted:" };

/** The attribute that carries the mark where a program does not say it. */
export const defaultOwnerAttribute: IndexedAttribute = "indexedAttribute5";

/** Overwrites a mark where the service does not take an empty value. */
export const RELEASED_MARK = "pulumi:released";

/** The owner mark of a managed user: its attribute and its value. */
export interface OwnerMark {
  readonly owner: string;
  readonly attribute: IndexedAttribute;
  readonly values: Readonly<Record<Origin, string>>;
  /**
   * The attributes that carried it before the program chose another one. A user that could not be changed still has it
   * there.
   */
  readonly formers: readonly IndexedAttribute[];
}

export function ownerMark(
  owner: string,
  attribute: IndexedAttribute,
  formers: readonly IndexedAttribute[] = [],
): OwnerMark {
  return {
    owner,
    attribute,
    values: { created: PREFIXES.created + owner, adopted: PREFIXES.adopted + owner },
    formers: [...new Set(formers)].filter((former) => former !== attribute),
  };
}

/** True if a value is a mark of any owner, or a released one. */
export function isOwnerMark(value: string): boolean {
  return value === RELEASED_MARK || readMark(value) !== undefined;
}

/** Owner and origin of a mark; undefined for any other value. */
function readMark(value: string | undefined): { owner: string; origin: Origin } | undefined {
  if (value === undefined || value === RELEASED_MARK) return undefined;
  const origin = origins.find((one) => value.startsWith(PREFIXES[one]));
  return origin && { owner: value.slice(PREFIXES[origin].length), origin };
}

export type Ownership =
  | { kind: "ours"; origin: Origin }
  | { kind: "free" }
  /** Another resource of ours, or a value of the application in the attribute for our mark. */
  | ({ kind: "foreign" } & OtherMark)
  | { kind: "foreign"; owner: undefined };

/** The mark of another owner. Each owner chooses the attribute of its own mark. */
export interface OtherMark {
  readonly owner: string;
  readonly origin: Origin;
  readonly at: IndexedAttribute;
}

/** True if the user carries our mark with this origin, in the attribute of today. */
export function isMarkedAs({ fields }: LiveUser, origin: Origin, { attribute, values }: OwnerMark): boolean {
  return fields[attribute] === values[origin];
}

/** The former attributes that still carry our mark. */
export function formerMarks({ fields }: LiveUser, { formers, values }: OwnerMark): IndexedAttribute[] {
  return formers.filter((former) => origins.some((origin) => fields[former] === values[origin]));
}

/** The origin in our mark on a user, wherever it may be; undefined without one. */
export function ownOrigin(user: LiveUser, mark: OwnerMark): Origin | undefined {
  const [where = mark.attribute] = isOurs(user.fields[mark.attribute], mark) ? [] : formerMarks(user, mark);
  const found = readMark(user.fields[where]);
  return found?.owner === mark.owner ? found.origin : undefined;
}

function isOurs(value: string | undefined, { owner }: OwnerMark): boolean {
  return readMark(value)?.owner === owner;
}

/** The marks of other owners, one in the attribute for our mark first. */
export function otherMarks({ fields }: LiveUser, { owner, attribute }: OwnerMark): OtherMark[] {
  return [attribute, ...indexedAttributes.filter((other) => other !== attribute)].flatMap((at) => {
    const found = readMark(fields[at]);
    return found && found.owner !== owner ? [{ ...found, at }] : [];
  });
}

/**
 * The owner of a live user, by its mark. If two owners marked it in different attributes, it belongs to the other one:
 * one of them is wrong, and only a person can tell which.
 */
export function ownershipOf(user: LiveUser, mark: OwnerMark): Ownership {
  const value = user.fields[mark.attribute];
  const origin = ownOrigin(user, mark);
  const isBlank = value === undefined || value === "" || value === RELEASED_MARK;
  if (!origin && !isBlank && !readMark(value)) return { kind: "foreign", owner: undefined };
  const [other] = otherMarks(user, mark);
  if (other) return { kind: "foreign", ...other };
  return origin ? { kind: "ours", origin } : { kind: "free" };
}

/** The other owner, for a person to read: with the place of its mark, if that is not where ours goes. */
export function showOwner(ownership: Extract<Ownership, { kind: "foreign" }>, { attribute }: OwnerMark): string {
  if (ownership.owner === undefined) return "somebody else";
  return ownership.at === attribute ? ownership.owner : `${ownership.owner}, by its mark in ${ownership.at}`;
}

/** The owner of a live user that carries another owner's mark; undefined without one. */
export function otherOwnerOf(user: LiveUser, mark: OwnerMark): string | undefined {
  const ownership = ownershipOf(user, mark);
  return ownership.kind === "foreign" ? ownership.owner : undefined;
}

/** True if we created this live user. */
export function isMadeByUs(user: LiveUser, mark: OwnerMark): boolean {
  const ownership = ownershipOf(user, mark);
  return ownership.kind === "ours" && ownership.origin === "created";
}
