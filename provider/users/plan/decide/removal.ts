import type { ActionOf, ManagedUser } from "../actions";
import type { LiveUser } from "../../model/live";
import type { Policy } from "../policy";
import { standingOf, type Claims } from "./standing";

/** `update`: the program no longer declares the user. `delete`: the whole job ends. */
type Verb = "update" | "delete";

type Leaving = ActionOf<"delete" | "freeze" | "release" | "forget">;

/**
 * Decides for a recorded user that leaves. Only record and mark together make it ours to remove; a user who was adopted,
 * by either, is released. For one that we made, `removalPolicy` decides:
 *
 * | policy | the job goes on | the job ends |
 * |---|---|---|
 * | `retain` | released: with our mark on it, no other job could manage it | stays with its mark: the same program finds it, or one that takes over |
 * | `freeze` | frozen | frozen |
 * | `delete` | deleted, but not one that was frozen instead | deleted |
 */
export function decideRemoval(
  recorded: ManagedUser,
  now: LiveUser | undefined,
  policy: Claims & Pick<Policy, "removals" | "lacking">,
  verb: Verb,
): Leaving {
  if (!now) return forgotten(recorded);
  if (!now.primary) return { kind: "forget", recorded, why: "linked" };
  const standing = standingOf(now, recorded, policy);
  if (standing.kind !== "ours" || standing.by !== "record") return { kind: "forget", recorded, why: "not-ours" };
  const elsewhere = policy.elsewhere?.(now);
  if (elsewhere === "taken-over") return { kind: "forget", recorded, live: now, why: "taken-over" };
  if (elsewhere === "declared") return { kind: "forget", recorded, live: now, why: "declared-elsewhere" };
  const { removals } = policy;
  const isAdopted = standing.origin === "adopted";
  if (removals === "retain" && verb === "delete" && !isAdopted) return { kind: "forget", recorded, why: "retained" };
  const isReleased = isAdopted || removals === "retain";
  const wasFrozen = verb === "update" && recorded.frozen === "this job";
  if (!isReleased && (wasFrozen || (removals === "freeze" && now.isFrozen))) {
    // That somebody unfroze it is drift: a refresh shows it, and the update after that freezes it again.
    return { kind: "forget", recorded, why: now.isFrozen ? "frozen" : "unfrozen" };
  }
  const lacking = policy.lacking?.();
  if (lacking !== undefined) return { kind: "forget", recorded, live: now, why: "unsettled", lacking };
  return { kind: isReleased ? "release" : removals, recorded, live: now };
}

export function forgotten(recorded: ManagedUser): ActionOf<"forget"> {
  return { kind: "forget", recorded, why: "gone" };
}
