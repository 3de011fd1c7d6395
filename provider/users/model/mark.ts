import { indexedAttributes, type IndexedAttribute } from "./fields";
import type { LiveUser } from "./live";

/** `created`: we made the user. `adopted`: we found it; such a user is never deleted. */
export type Origin = "created" | "adopted";

/** The mark tells the two apart, so that a lost state deletes no adopted account. */
const PREFIXES: Readonly<Record<Origin, string>> = { created: "pulumi:", adopted: "pulumi-adopted:" };

export const origins = ["created", "adopted"] as const satisfies readonly Origin[];

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
  | { kind: "foreign"; owner: string; origin: Origin }
  | { kind: "foreign"; owner: undefined };

/** True if the user carries our mark with this origin, in the attribute of today. */
export function isMarkedAs({ fields }: LiveUser, origin: Origin, { attribute, values }: OwnerMark): boolean {
  return fields[attribute] === values[origin];
}

/** The former attributes that still carry our mark. */
export function formerMarks({ fields }: LiveUser, { formers, values }: OwnerMark): IndexedAttribute[] {
  return formers.filter((former) => origins.some((origin) => fields[former] === values[origin]));
}

/**
 * The owner of a live user, by its mark. If two owners marked it in different attributes, it belongs to the other one.
 */
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

/** The owner of a live user that carries another owner's mark; undefined without one. */
export function otherOwnerOf(user: LiveUser, mark: OwnerMark): string | undefined {
  const ownership = ownershipOf(user, mark);
  return ownership.kind === "foreign" ? ownership.owner : undefined;
}

/** All owners whose marks a live user has, in whatever attribute. */
export function marksOf({ fields }: LiveUser): { owner: string; attribute: IndexedAttribute }[] {
  return indexedAttributes.flatMap((attribute) => {
    const mark = readMark(fields[attribute]);
    return mark ? [{ owner: mark.owner, attribute }] : [];
  });
}

/** True if we created this live user. */
export function isMadeByUs(user: LiveUser, mark: OwnerMark): boolean {
  const ownership = ownershipOf(user, mark);
  return ownership.kind === "ours" && ownership.origin === "created";
}
