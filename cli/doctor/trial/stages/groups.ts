import { isNameTaken } from "../../../../ciam/errors/catalogue/meanings";
import { DESCRIPTION } from "../marks";
import type { Trial } from "../trial";

/** The groups that the doctor made, and why there are not two. */
export interface Groups {
  readonly ids: readonly string[];
  readonly why: string | undefined;
}

/** Two groups, for what only users of groups show. */
export async function makeGroups(trial: Trial): Promise<Groups> {
  const ids: string[] = [];
  for (const role of ["g", "h"]) {
    const made = await trial.bench.tried("CreateUserGroup", {
      UserStoreId: trial.storeId,
      DisplayName: trial.run.nameOf(role),
      Description: DESCRIPTION,
    });
    if ("reply" in made) ids.push(made.reply.UserGroupId);
    else if (!isNameTaken(made.refusal)) return { ids, why: `a group could not be made: ${made.refusal.message}` };
  }
  return { ids, why: undefined };
}
