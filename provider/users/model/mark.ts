import type { IndexedAttribute } from "./fields";
import type { LiveUser } from "./live";

/** Whether we made the user, or found it and took it into care. Adopted users are never deleted. */
export type Origin = "created" | "adopted";

/** The mark tells both apart, so that a lost state costs nobody an account. */
const PREFIXES: Readonly<Record<Origin, string>> = { created: "pulumi:", adopted: "pulumi-adopted:" };

export const origins = ["created", "adopted"] as const satisfies readonly Origin[];

/** What clears a mark where the service does not take an empty value. */
export const RELEASED_MARK = "pulumi:released";

/** Where the owner of a managed user is written, and what is written there. */
export interface OwnerMark {
  readonly owner: string;
  readonly attribute: IndexedAttribute;
  readonly values: Readonly<Record<Origin, string>>;
  /** Where it was written before the program chose another attribute: a user who could not be changed has it there still. */
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

/** Whether a value is a mark, no matter whose, or what is left of one. */
export function isOwnerMark(value: string): boolean {
  return value === RELEASED_MARK || readMark(value) !== undefined;
}

/** What a mark says; nothing of any other value. */
function readMark(value: string | undefined): { owner: string; origin: Origin } | undefined {
  if (value === undefined || value === RELEASED_MARK) return undefined;
  const origin = origins.find((one) => value.startsWith(PREFIXES[one]));
  return origin && { owner: value.slice(PREFIXES[origin].length), origin };
}

export type Ownership =
  | { kind: "ours"; origin: Origin }
  | { kind: "free" }
  /** Another resource of ours, or a value of the application where our mark should go. */
  | { kind: "foreign"; owner: string; origin: Origin }
  | { kind: "foreign"; owner: undefined };

/** Whether the user carries our mark, in the form for its origin and where it belongs today. */
export function isMarkedAs({ fields }: LiveUser, origin: Origin, { attribute, values }: OwnerMark): boolean {
  return fields[attribute] === values[origin];
}

/** The former attributes in which the user has our mark still. */
export function formerMarks({ fields }: LiveUser, { formers, values }: OwnerMark): IndexedAttribute[] {
  return formers.filter((former) => origins.some((origin) => fields[former] === values[origin]));
}

/** Whose a live user is, as far as its mark tells. Where both have theirs on it, in different attributes, it is the other's. */
export function ownershipOf(user: LiveUser, mark: OwnerMark): Ownership {
  const value = user.fields[mark.attribute];
  const here = readMark(value);
  if (here) return here.owner === mark.owner ? { kind: "ours", origin: here.origin } : { kind: "foreign", ...here };
  const [former] = formerMarks(user, mark);
  const before = former && readMark(user.fields[former]);
  if (before) return { kind: "ours", origin: before.origin };
  if (value === undefined || value === "" || value === RELEASED_MARK) return { kind: "free" };
  return { kind: "foreign", owner: undefined };
}

/** The other owner whose mark a live user has; nothing where there is none, or a value of the application in its place. */
export function otherOwnerOf(user: LiveUser, mark: OwnerMark): string | undefined {
  const ownership = ownershipOf(user, mark);
  return ownership.kind === "foreign" ? ownership.owner : undefined;
}

/** Whether a live user is ours and was nobody's before. */
export function isMadeByUs(user: LiveUser, mark: OwnerMark): boolean {
  const ownership = ownershipOf(user, mark);
  return ownership.kind === "ours" && ownership.origin === "created";
}
