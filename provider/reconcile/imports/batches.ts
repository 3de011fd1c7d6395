import type { CiamJob } from "../../../ciam/actions";
import type { ActionOf } from "../../users/plan/actions";
import { identitiesOf } from "../../users/model/identity/identity";
import type { LiveUser } from "../../users/model/live";
import type { LiveUsers } from "../../users/model/liveUsers";
import { toImportUser } from "../../users/ciam";
import type { OwnerMark } from "../../users/model/mark";
import type { BatchLimits } from "../run";

export interface ImportItem {
  readonly action: Pick<ActionOf<"import">, "ref" | "user">;
  /** What it takes in a request. */
  readonly bytes: number;
}

/** A user that was sent, and the end of its job. */
export interface Sent {
  readonly item: ImportItem;
  /** `unknown`: the reply was lost, or the service forgot the job. */
  readonly end: CiamJob | "unknown";
  /** The time at which the service accepted the job, by its own clock; absent when the service did not say. */
  readonly since?: number;
  /** The job's reason for refusing the user, if it did. */
  readonly refusal?: string;
}

/** The bytes of the request besides its users. */
const ENVELOPE_BYTES = 1_024;

/** The users, each with its size in the form of the API. That form is made when they are sent: they may be many. */
export function importItems(actions: readonly ImportItem["action"][], mark: OwnerMark): ImportItem[] {
  return actions.map((action) => ({
    action,
    bytes: Buffer.byteLength(JSON.stringify(toImportUser(action.user, mark))) + 1,
  }));
}

/**
 * Splits users into jobs within both limits. A single user over the byte limit still gets a job: the service decides.
 */
export function inBatches(items: readonly ImportItem[], limits: Pick<BatchLimits, "users" | "bytes">): ImportItem[][] {
  const batches: ImportItem[][] = [];
  let batch: ImportItem[] = [];
  let bytes = ENVELOPE_BYTES;
  for (const item of items) {
    const full = batch.length >= limits.users || (batch.length > 0 && bytes + item.bytes > limits.bytes);
    if (full) {
      batches.push(batch);
      batch = [];
      bytes = ENVELOPE_BYTES;
    }
    batch.push(item);
    bytes += item.bytes;
  }
  if (batch.length > 0) batches.push(batch);
  return batches;
}

export function halves(batch: readonly ImportItem[]): ImportItem[][] {
  const middle = Math.ceil(batch.length / 2);
  return [batch.slice(0, middle), batch.slice(middle)].filter((half) => half.length > 0);
}

/** The live users who hold an identity of the user that was sent. */
export function holdersOf(live: LiveUsers, { action }: ImportItem): LiveUser[] {
  const holders = identitiesOf(action.user).flatMap(({ key }) => live.holding(key));
  return holders.filter(({ id }, index) => holders.findIndex((other) => other.id === id) === index);
}
