import type { Headcount } from "../../reconcile/beforeWriting/guard";
import type { DesiredUser, ManagedUser } from "../../users/plan/actions";
import type { KeyedUser } from "../../users/model/user";
import type { DeclaredUsers } from "./session/declaration";
import type { Fingerprints } from "./state/fingerprints";
import type { RecordedJob } from "./state/recordedJob";
import { fileUsersAtWork, type FileUsersAtWork, type Now } from "./userFiles/workOf";

/** Whom a plan looks at: everybody who is declared by value, and of the files those who changed. */
export interface UsersAtWork {
  readonly users: DeclaredUsers;
  readonly desired: readonly DesiredUser[];
  readonly recorded: readonly ManagedUser[];
  readonly ofFiles: FileUsersAtWork;
  /** Of everybody, those at rest included. */
  readonly headcount: Headcount;
}

/** @param inForce the declarations of the record, if not with the groups of the record */
export function usersAtWork(
  last: RecordedJob | undefined,
  now: Now,
  fingerprints: Fingerprints,
  inForce?: readonly KeyedUser[],
): UsersAtWork {
  const { users } = now;
  const ofFiles = fileUsersAtWork(last, now, fingerprints);
  const byValue = users.byValue.map(({ ref, user }): DesiredUser => ({
    ref,
    user,
    credential: fingerprints.credential(user),
  }));
  const desired = [...byValue, ...ofFiles.desired];
  return {
    users,
    desired,
    recorded: [
      ...(last?.byValue(
        inForce,
        desired.map(({ user }) => user),
      ) ?? []),
      ...ofFiles.recorded,
    ],
    ofFiles,
    headcount: { managed: last?.count ?? 0, declared: users.byValue.length + users.files.count },
  };
}
