import type { Headcount } from "../../reconcile/guard";
import type { DesiredUser, ManagedUser } from "../../users/plan/actions";
import type { Props, Services } from "../resource";
import type { JobArgs } from "./inputs/args";
import { declaredUsers } from "./inputs/sets";
import type { DeclaredUsers } from "./session/declaration";
import type { JobInSession } from "./session/jobInSession";
import type { Fingerprints } from "./state/fingerprints";
import type { RecordedJob } from "./state/recordedJob";
import { fileUsersAtWork, type FileUsersAtWork } from "./userFiles/workOf";

/** Whom a plan against the store looks at: everybody who is declared by value, and of the files those who changed. */
export interface UsersAtWork {
  readonly users: DeclaredUsers;
  readonly desired: readonly DesiredUser[];
  readonly recorded: readonly ManagedUser[];
  readonly ofFiles: FileUsersAtWork;
  /** Of everybody, those at rest included. */
  readonly headcount: Headcount;
}

interface Asked {
  readonly inputs: Props;
  readonly args: JobArgs;
  readonly job: JobInSession | undefined;
  readonly services: Services;
}

export function usersAtWork(
  last: RecordedJob | undefined,
  { inputs, args, job, services }: Asked,
  fingerprints: Fingerprints,
): UsersAtWork {
  const users = job?.usersOf(inputs) ?? declaredUsers(inputs, args, services);
  const ofFiles = fileUsersAtWork(last, { args, users, inputs, groupsKnown: true }, fingerprints);
  const byValue = users.byValue.map(({ ref, user }): DesiredUser => ({
    ref,
    user,
    credential: fingerprints.credential(user),
  }));
  return {
    users,
    desired: [...byValue, ...ofFiles.desired],
    recorded: [...(last?.byValue() ?? []), ...ofFiles.recorded],
    ofFiles,
    headcount: { managed: last?.count ?? 0, declared: users.byValue.length + users.files.count },
  };
}
