import { shortId } from "../../../reconcile/imports/jobs";
import type { UserField } from "../../../users/model/fields";
import { count, listed } from "../../../../text/format";
import { showRef, type UserRef } from "../../../users/model/ref";
import type { JobOutputs } from "./outputSchema";

/** How the users of a job stand to their declaration, and in a sentence why, if they do not stand as declared. */
export interface Status {
  readonly status: JobOutputs["status"];
  readonly statusReason: string;
}

/** What a run, or a look at the store, has seen. */
export interface Seen {
  /** Import jobs that had not ended. */
  readonly unfinishedJobs: readonly string[];
  /** Users who could not be updated to match the program. */
  readonly failed: number;
  /** Users who differ though nobody changed their declaration; without fields they are gone. */
  readonly drifted: readonly { readonly ref: UserRef; readonly fields: readonly UserField[] }[];
  /** Users whom another job takes over and has not marked yet. */
  readonly handOvers?: readonly UserRef[] | undefined;
  /** Users of ours whom nobody declares, and whom no record has known. */
  readonly orphans?: number;
  /** Who left the sets frozen and is so no longer. */
  readonly unfrozen?: readonly UserRef[];
  /** Whether the run ended before its plan was done. */
  readonly endedEarly?: boolean | undefined;
}

export function statusOf({
  unfinishedJobs,
  failed,
  drifted,
  handOvers = [],
  orphans = 0,
  unfrozen = [],
  endedEarly = false,
}: Seen): Status {
  const reasons = [
    ...(unfinishedJobs.length > 0 ? [`not ended yet: import job ${unfinishedJobs.map(shortId).join(", ")}`] : []),
    ...(endedEarly ? ["the last run ended before it was done"] : []),
    ...(failed > 0 ? [`${count(failed, "user")} could not be updated to match the program: see failedUsers`] : []),
    ...(drifted.length > 0 ? [`otherwise than declared: ${listed(drifted.map(difference))}`] : []),
    ...(unfrozen.length > 0 ? [`no longer declared, and unfrozen by others: ${listed(unfrozen.map(showRef))}`] : []),
    ...(handOvers.length > 0
      ? [`to be taken over by another job, which has not done it: ${listed(handOvers.map(showRef))}`]
      : []),
    ...(orphans > 0 ? [`${count(orphans, "user")} of this job that nobody declares`] : []),
  ];
  const status = unfinishedJobs.length > 0 ? "Pending" : reasons.length > 0 ? "Degraded" : "InSync";
  return { status, statusReason: reasons.join("; ") };
}

function difference({ ref, fields }: Seen["drifted"][number]): string {
  return `${showRef(ref)} (${fields.length > 0 ? fields.join(", ") : "gone"})`;
}
