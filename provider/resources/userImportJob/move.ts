import { refusal } from "../../reconcile/guard";
import { UNKNOWN, type Unknown } from "../../users/input/envelope/unknown";
import type { UserRef } from "../../users/model/ref";
import type { Services } from "../resource";
import { PlanRefused } from "../../messages/errors";
import type { JobRecord } from "./state/record";
import type { RecordedJob } from "./state/recordedJob";
import type { Declaration } from "./session/declaration";

/**
 * Another `userStoreId` is a removal: everybody is imported into the new store, and then goes from the old one. Says so
 * with the names of both stores, and holds it to the same limit as any other removal: the id may be mistyped.
 */
export function foretellMove(last: RecordedJob, { args, users, urn }: Declaration, services: Services): void {
  const { args: before, record } = last;
  const there = args.userStoreId === UNKNOWN ? "a user store that is not known yet" : `user store ${args.userStoreId}`;
  const here = `user store ${before.userStoreId}`;
  const { made, adopted } = leavingIn(record);
  const going = [
    ...counted(made.length, before.removalPolicy === "retain" ? "left with our mark" : before.removalPolicy),
    ...counted(adopted.length, "release"),
  ];
  const leaving = going.length > 0 ? `; ${going.join(", ")} in ${here}` : "";
  services.reporter(urn).info(`plan against last known state: ${String(users.length)} import into ${there}${leaving}`);
  if (before.removalPolicy === "retain") return;
  const limit = { ...args.deletionLimit, accepted: args.acceptDeletions };
  const managed = made.length + adopted.length;
  const refused = refusal(made, { managed, declared: users.length }, limit);
  if (refused === undefined) return;
  throw new PlanRefused(
    `userStoreId changes from ${before.userStoreId} to ${nameOf(args.userStoreId)}: in ${here} ${refused}`,
  );
}

function nameOf(userStoreId: string | Unknown): string {
  return userStoreId === UNKNOWN ? "one that is not known yet" : userStoreId;
}

function counted(number: number, what: string): string[] {
  return number === 0 ? [] : [`${String(number)} ${what}`];
}

/** Who leaves the old store when the job does: those it made, and those it adopted and lets go. */
function leavingIn({ managed }: JobRecord): { made: UserRef[]; adopted: UserRef[] } {
  const made: UserRef[] = [];
  const adopted: UserRef[] = [];
  for (const [set, users] of Object.entries(managed)) {
    for (const [key, { origin }] of Object.entries(users)) (origin === "created" ? made : adopted).push({ set, key });
  }
  return { made, adopted };
}
