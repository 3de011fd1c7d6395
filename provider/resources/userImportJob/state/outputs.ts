import { NAMED, count } from "../../../../text/format";
import type { JobReport } from "../../../reconcile/ledger";
import type { Failure } from "../../../messages/failures";
import { shown, type Disclosure } from "../../../users/model/identity/identity";
import { showRef, type UserRef } from "../../../users/model/ref";
import { Secret } from "../../../users/input/envelope/secret";
import type { Props } from "../../resource";
import type { FileRecord } from "./fileRecord";
import type { JobOutputs } from "./outputSchema";
import { encodeRecord, type JobRecord } from "./record";
import type { Status } from "./status";

export type Summary = Readonly<JobOutputs["summary"]>;

/**
 * The outputs of every verb and of every failure. Nothing outside `record` is a credential or personal data: `fileRecord`
 * has keys, UserIds and prints, and the key of the prints is in `record`.
 */
export function outputsOf(
  { status, statusReason }: Status,
  summary: Summary,
  jobs: readonly JobReport[],
  failures: readonly Failure[],
  record: JobRecord,
  files: FileRecord,
): Props {
  const told = {
    status,
    statusReason,
    summary: { ...summary },
    jobs: jobs.map((job) => ({ ...job })),
    failedUsers: {
      count: failures.length,
      users: failures.slice(0, NAMED).map(({ ref, identity, code, reason, remedy }) => ({
        ...ref,
        identity: shown(identity, "masked"),
        code,
        reason,
        remedy,
      })),
    },
    fileRecord: files.encode(),
  } satisfies Omit<JobOutputs, "userStoreId" | "record">;
  return { userStoreId: record.inputs.userStoreId, ...told, record: new Secret(encodeRecord(record)) };
}

/** A job names everybody it refused; who is in conflict with the store was sent with none. */
const WHOLE_LIST = "`ciam jobs --failed` lists all whom CIAM refused, `ciam plan --store` all who are in conflict";

/** One line a user, for the engine's list of reasons. */
export function reasonsOf(failures: readonly Failure[], disclosure: Disclosure): string[] {
  const reasons = failures
    .slice(0, NAMED)
    .map(
      ({ ref, identity, code, reason, remedy }) =>
        `${showRef(ref)} (${shown(identity, disclosure)}): ${reason} [${code}]: ${remedy}`,
    );
  const rest = failures.length - reasons.length;
  return rest > 0 ? [...reasons, `and ${count(rest, "more user")}: ${WHOLE_LIST}`] : reasons;
}

/** The jobs of the last run, as its outputs have them. */
export function jobReports(props: Props): JobReport[] {
  // Written by `outputsOf`.
  return Array.isArray(props.jobs) ? (props.jobs as JobReport[]) : [];
}

/** Users whom the last run could not bring to their declaration: those whom its outputs name, and how many more. */
export interface FailedBefore {
  readonly named: readonly { readonly ref: UserRef; readonly code: string }[];
  readonly others: number;
  readonly count: number;
}

export function failedBefore(props: Props): FailedBefore {
  // Written by `outputsOf`; a state of other hands may lack it.
  const failed = props.failedUsers as
    { count?: number; users?: { set: string; key: string; code: string }[] } | undefined;
  const users = failed?.users ?? [];
  const count = Math.max(users.length, failed?.count ?? 0);
  return {
    named: users.map(({ set, key, code }) => ({ ref: { set, key }, code })),
    others: count - users.length,
    count,
  };
}
