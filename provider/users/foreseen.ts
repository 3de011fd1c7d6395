import type { DesiredUser, Plan } from "./actions";
import type { LiveUser } from "./live";
import { LiveUsers } from "./liveUsers";
import type { OwnerMark } from "./mark";
import { plan } from "./plan";
import type { Policy } from "./policy";
import { refId } from "./ref";

/**
 * What an update will do if the store is just as the declaration before describes it: the plan of that store. It knows
 * neither conflicts with strangers nor who was adopted, which only the real store tells. Users who are there have the
 * refId of their former name for a UserId.
 *
 * @param was the mark that they carry, if it is another one than that of the policy
 */
export function foreseen(
  before: readonly DesiredUser[],
  now: readonly DesiredUser[],
  policy: Policy,
  was: OwnerMark = policy.mark,
): Plan {
  return plan(
    {
      desired: now,
      recorded: before.map((user) => ({ ...user, id: refId(user.ref), origin: "created" })),
      live: new LiveUsers(before.map((user) => imagined(user, was))),
      verb: "update",
    },
    policy,
  );
}

function imagined({ ref, user }: DesiredUser, mark: OwnerMark): LiveUser {
  return {
    id: refId(ref),
    fields: { ...user, [mark.attribute]: mark.value },
    status: "NORMAL",
    primary: true,
    createdDate: 0,
    lastModifiedDate: 0,
    lastSignOn: null,
    tenantId: "",
  };
}
