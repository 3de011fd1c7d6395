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
  policy: Claims & Pick<Policy, "removals">,
  verb: Verb,
): Leaving {
  if (!now) return forgotten(recorded);
  if (!now.primary) return { kind: "forget", recorded, why: "linked" };
  const standing = standingOf(now, recorded, policy);
  if (standing.kind !== "ours" || standing.by !== "record") return { kind: "forget", recorded, why: "not-ours" };
  const elsewhere = policy.elsewhere?.(now);
  if (elsewhere === "taken-over") return { kind: "forget", recorded, why: "taken-over" };
  if (elsewhere === "declared") return { kind: "forget", recorded, why: "declared-elsewhere" };
  if (standing.origin === "adopted") return { kind: "release", recorded, live: now };
  const { removals } = policy;
  if (removals === "retain") {
    return verb === "delete" ? { kind: "forget", recorded, why: "retained" } : { kind: "release", recorded, live: now };
  }
  const wasFrozen = verb === "update" && recorded.frozen === "this job";
  if (wasFrozen || (removals === "freeze" && now.isFrozen)) {
    return { kind: "forget", recorded, why: "frozen" };
  }
  return { kind: removals, recorded, live: now };
}

export function forgotten(recorded: ManagedUser): ActionOf<"forget"> {
  return { kind: "forget", recorded, why: "gone" };
}
