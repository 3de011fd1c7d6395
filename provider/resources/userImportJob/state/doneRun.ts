import type { Ledger, ManagedEntry } from "../../../reconcile/ledger";
import type { DesiredUser, ManagedUser } from "../../../users/plan/actions";
import type { UserField } from "../../../users/model/fields";
import { refId } from "../../../users/model/ref";
import type { Props } from "../../resource";
import type { JobArgs } from "../inputs/args";
import { ORPHANS } from "../inputs/orphans";
import type { DeclaredUsers } from "../session/declaration";
import type { FileUsersAtWork } from "../userFiles/workOf";
import type { JobRecord } from "./record";
import type { RecordedJob } from "./recordedJob";

/** A run whose results are to be recorded. */
export interface DoneRun {
  readonly inputs: Props;
  readonly args: JobArgs;
  readonly base: JobRecord;
  readonly previous: RecordedJob | undefined;
  readonly ledger: Ledger;
  readonly desired: readonly DesiredUser[];
  readonly recorded: readonly ManagedUser[];
  readonly users: DeclaredUsers;
  readonly ofFiles: FileUsersAtWork;
}

/** The fingerprint of the credential that a user has after a run. */
export function credentialsAfter(run: DoneRun): (entry: ManagedEntry) => string | null {
  const { args, desired, ledger, recorded, ofFiles } = run;
  const declared = new Map(desired.map(({ ref, credential }) => [refId(ref), credential]));
  // By UserId, because a user whose key changed is still the same user with the same credential.
  const known = new Map(recorded.map((user) => [user.id, user]));
  return ({ ref, id }) => {
    // Somebody at rest takes part where another user has one of its identities.
    const met = known.has(id) ? undefined : ofFiles.atRest.find(id);
    const user = known.get(id) ?? met?.recorded;
    const isSet = args.passwordPolicy === "managed" && ledger.isApplied(ref);
    // Nothing when it is not known.
    const before = user && user.ref.set !== ORPHANS ? user.credential : undefined;
    const given = declared.get(refId(ref)) ?? met?.desired?.credential;
    // The mark stays that of the credential the user has: another one takes its place only when it was set.
    return given !== undefined && (before === undefined || isSet) ? given : (before ?? null);
  };
}

/** The fields of a user in which the store holds another value than is in force, as far as a refresh has seen. */
export function seenAfter({ desired, recorded, ledger }: DoneRun): (entry: ManagedEntry) => UserField[] {
  const declared = new Map(desired.map(({ ref, user }) => [refId(ref), user]));
  const known = new Map(recorded.map(({ id, seen }) => [id, seen]));
  return ({ ref, id }) => {
    const now = declared.get(refId(ref));
    return [...(known.get(id) ?? [])].flatMap(([field, form]) => {
      const isTaken = ledger.isApplied(ref) && (now?.[field] === undefined || form.is(now[field]));
      return isTaken ? [] : [field];
    });
  };
}
