import type { ManagedUser } from "../actions";
import type { LiveUser } from "../../model/live";
import type { IndexedAttribute } from "../../model/fields";
import { otherMarks, ownershipOf, ownOrigin, type Origin } from "../../model/mark";
import { areNamesakes, nameOf } from "../../model/owner";
import type { Policy } from "../policy";

/**
 * The owner of a live user, and the evidence. This is the only place that decides it, because a mark finds users and
 * gives no authority over them: an account in use is ours to remove only by the record, or by a person's word.
 *
 * | mark | in our record | evidence | standing |
 * |---|---|---|---|
 * | of this lineage | yes | | ours, with the origin of the record |
 * | of this lineage | no | untouched | ours, created: left by a run that could not record it |
 * | of this lineage | no | used or changed | ours, adopted: never deleted |
 * | of a namesake | no | untouched, made within a day | ours, created: left by an interrupted run |
 * | of an owner in `takeOver` | | a person's word | ours, with the origin of the mark |
 * | of another owner, in any attribute, with ours or without | | | foreign |
 * | none | yes | | ours, with the origin of the record; marked again, without rights in the same run |
 * | none | no | | free |
 */
export type Standing =
  | { readonly kind: "ours"; readonly origin: Origin; readonly by: Reason }
  | { readonly kind: "free" }
  /** Without an owner: the attribute for our mark holds a value of the application. */
  | {
      readonly kind: "foreign";
      readonly owner: string | undefined;
      readonly isNamesake: boolean;
      /** Where its mark is, if not in the attribute for ours. */
      readonly at?: IndexedAttribute;
    };

/** The evidence that a user is ours. `unmarked`: the record alone, because the mark was cleared. */
export type Reason = "record" | "unmarked" | "leftover" | "care" | "interrupted" | "take-over";

/** The age up to which a user may be the work of an interrupted run. */
const INTERRUPTED_WITHIN_MS = 24 * 60 * 60 * 1000;

/** A service may itself write to a user right after it created it. */
const SETTLING_MS = 2_000;

/** The parts of the policy that decide ownership. */
export type Claims = Pick<Policy, "mark" | "takeOver" | "now" | "elsewhere">;

export function standingOf(live: LiveUser, recorded: ManagedUser | undefined, claims: Claims): Standing {
  const ownership = ownershipOf(live, claims.mark);
  switch (ownership.kind) {
    case "ours": {
      const { origin } = ownership;
      if (recorded) return { kind: "ours", origin: recorded.origin === "adopted" ? "adopted" : origin, by: "record" };
      if (origin === "adopted") return { kind: "ours", origin, by: "care" };
      if (takesOver(claims.takeOver, claims.mark.owner)) return { kind: "ours", origin, by: "take-over" };
      return isUntouched(live)
        ? { kind: "ours", origin: "created", by: "leftover" }
        : { kind: "ours", origin: "adopted", by: "care" };
    }
    case "foreign":
      return ownership.owner === undefined
        ? { kind: "foreign", owner: undefined, isNamesake: false }
        : standingAmongOthers(live, recorded, claims);
    case "free":
      return recorded ? { kind: "ours", origin: recorded.origin, by: "unmarked" } : { kind: "free" };
  }
}

/** Decides about a user with the mark of another owner, of several, or with ours beside it. */
function standingAmongOthers(live: LiveUser, recorded: ManagedUser | undefined, claims: Claims): Standing {
  const { mark, takeOver } = claims;
  const others = otherMarks(live, mark);
  const own = ownOrigin(live, mark);
  const other = others.find(({ owner }) => !takesOver(takeOver, owner));
  if (!other) {
    if (recorded && own) return { kind: "ours", origin: recorded.origin === "adopted" ? "adopted" : own, by: "record" };
    const isAdopted = [recorded?.origin, own, ...others.map(({ origin }) => origin)].includes("adopted");
    return { kind: "ours", origin: isAdopted ? "adopted" : "created", by: "take-over" };
  }
  const { owner, at } = other;
  const isNamesake = areNamesakes(owner, mark.owner);
  const isAlone = others.length === 1 && own === undefined && recorded === undefined;
  if (isAlone && isNamesake && other.origin === "created" && isOfInterruptedRun(live, claims))
    return { kind: "ours", origin: "created", by: "interrupted" };
  return { kind: "foreign", owner, isNamesake, ...(at !== mark.attribute && { at }) };
}

/** The origin of a user with our mark whom no record has. */
export function originOf(live: LiveUser, claims: Claims): Origin {
  const standing = standingOf(live, undefined, claims);
  return standing.kind === "ours" ? standing.origin : "adopted";
}

/**
 * The same where no plan shows the user before it is removed. `takeOver` is a person's word about those whom a plan
 * shows, so it does not count here: whoever was used is let go.
 */
export function originUnseen(live: LiveUser, claims: Claims): Origin {
  return originOf(live, { ...claims, takeOver: NO_OWNER });
}

const NO_OWNER: ReadonlySet<string> = new Set();

/** True if nobody used or changed the user since its creation. Anything the service does not tell counts as changed. */
function isUntouched({ createdDate, lastModifiedDate, lastSignOn }: LiveUser): boolean {
  return (
    lastSignOn === null && createdDate > 0 && lastModifiedDate > 0 && lastModifiedDate <= createdDate + SETTLING_MS
  );
}

/**
 * True for a user of a first `create` that was killed: it left nothing but its users, which are new, unused and
 * unclaimed.
 */
function isOfInterruptedRun(live: LiveUser, { now, elsewhere }: Claims): boolean {
  const age = now - live.createdDate;
  return isUntouched(live) && age <= INTERRUPTED_WITHIN_MS && elsewhere?.(live) === undefined;
}

/** True if the list names this owner: in full, or by its readable name, which stands for all its lineages. */
export function takesOver(takeOver: ReadonlySet<string>, owner: string): boolean {
  return takeOver.has(owner) || takeOver.has(nameOf(owner));
}
