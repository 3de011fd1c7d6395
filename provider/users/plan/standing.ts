import type { RecordedUser } from "./actions";
import type { LiveUser } from "../model/live";
import { ownershipOf, type Origin } from "../model/mark";
import { areNamesakes, nameOf } from "../model/owner";
import type { Policy } from "./policy";

/**
 * Whose a live user is, and how we know. Asked here and nowhere else, because a mark is a way to find users and never
 * an authority over them: only the record, or a person's word, makes an account that was used ours to remove.
 *
 * | mark | in our record | evidence | standing |
 * |---|---|---|---|
 * | of this lineage | yes | | ours, with the origin of the record |
 * | of this lineage | no | untouched | ours, created: a leftover of a run that could not record it |
 * | of this lineage | no | used or changed | ours, adopted: taken into care, never deleted |
 * | of a namesake | no | untouched, made within a day | ours, created: of an interrupted run |
 * | of an owner in `takeOver` | | a person's word | ours, with the origin that the mark tells |
 * | of another owner | | | foreign |
 * | none | yes | | ours, with the origin of the record, and to be marked again: no rights in the same run |
 * | none | no | | free |
 */
export type Standing =
  | { readonly kind: "ours"; readonly origin: Origin; readonly by: Reason }
  | { readonly kind: "free" }
  /** Without an owner: a value of the application where our mark should go. */
  | { readonly kind: "foreign"; readonly owner: string | undefined; readonly isNamesake: boolean };

/** How we know that a user is ours. `unmarked`: by the record alone, because its mark was cleared. */
export type Reason = "record" | "unmarked" | "leftover" | "care" | "interrupted" | "take-over";

/** How long after its creation a user may be the work of a run that was interrupted. */
const INTERRUPTED_WITHIN_MS = 24 * 60 * 60 * 1000;

/** A service may write to a user itself right after it has made it. */
const SETTLING_MS = 2_000;

/** What of the policy decides whose a user is. */
export type Claims = Pick<Policy, "mark" | "takeOver" | "now" | "elsewhere">;

export function standingOf(live: LiveUser, recorded: RecordedUser | undefined, claims: Claims): Standing {
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
    case "foreign": {
      const { owner } = ownership;
      if (owner === undefined) return { kind: "foreign", owner, isNamesake: false };
      const isNamesake = areNamesakes(owner, claims.mark.owner);
      if (takesOver(claims.takeOver, owner)) {
        const origin = recorded?.origin === "adopted" ? "adopted" : ownership.origin;
        return { kind: "ours", origin, by: "take-over" };
      }
      if (!recorded && isNamesake && ownership.origin === "created" && isOfInterruptedRun(live, claims))
        return { kind: "ours", origin: "created", by: "interrupted" };
      return { kind: "foreign", owner, isNamesake };
    }
    case "free":
      return recorded ? { kind: "ours", origin: recorded.origin, by: "unmarked" } : { kind: "free" };
  }
}

/** Whether nobody has used or changed the user since it was made. What the service does not tell counts as changed. */
export function isUntouched({ createdDate, lastModifiedDate, lastSignOn }: LiveUser): boolean {
  return (
    lastSignOn === null && createdDate > 0 && lastModifiedDate > 0 && lastModifiedDate <= createdDate + SETTLING_MS
  );
}

/** A first `create` that was killed has left nothing but its users: they are new, nobody has used them, nobody else has them. */
function isOfInterruptedRun(live: LiveUser, { now, elsewhere }: Claims): boolean {
  const age = now - live.createdDate;
  return isUntouched(live) && age <= INTERRUPTED_WITHIN_MS && elsewhere?.(live) === undefined;
}

/** Whether a list of owners names this one: as it is, or by its readable name, which stands for every lineage. */
export function takesOver(takeOver: ReadonlySet<string>, owner: string): boolean {
  return takeOver.has(owner) || takeOver.has(nameOf(owner));
}
