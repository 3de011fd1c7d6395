import type { DesiredUser, Plan, ManagedUser } from "./actions";
import type { LiveUser } from "../model/live";
import { LiveUsers } from "../model/liveUsers";
import type { OwnerMark } from "../model/mark";
import { plan } from "./plan";
import type { Policy } from "./policy";
import { refId } from "../model/ref";
import { valuesInForce } from "./compare/inForce";
import type { DeclaredUser } from "../model/user";

/**
 * The plan for a store that is just as the last run left it. It misses conflicts with strangers, which only the real
 * store shows.
 *
 * @param was the mark that the recorded users carry, if it differs from the policy's
 */
export function forecast(
  recorded: readonly ManagedUser[],
  now: readonly DesiredUser[],
  policy: Policy,
  was: OwnerMark = policy.mark,
): Plan {
  const declared = new Map(now.map(({ ref, user }) => [refId(ref), user]));
  const live = new LiveUsers(recorded.map((user) => imagined(user, declared.get(refId(user.ref)), was)));
  return plan({ desired: now, recorded, live }, policy);
}

/** The declaration as the record of a run that made all its users, with refIds in place of UserIds. */
export function asCreated(users: readonly DesiredUser[]): ManagedUser[] {
  return users.map(({ ref, user, credential }) => ({
    ref,
    id: refId(ref),
    origin: "created",
    credential,
    inForce: valuesInForce(user),
  }));
}

/** A user frozen away has no declaration in force, so it is imagined as the program declares it. */
function imagined(
  { id, origin, inForce, given, frozen }: ManagedUser,
  declared: DeclaredUser | undefined,
  mark: OwnerMark,
): LiveUser {
  const { fields, untold } = inForce?.recalled(declared) ?? { fields: declared, untold: undefined };
  // It may be in a group again that it was found out of: one that is no longer declared is foretold to be withdrawn.
  const groups = declared && given?.filter((group) => declared.userGroups?.includes(group) !== true);
  const userGroups = groups && [...new Set([...(fields?.userGroups ?? []), ...groups])];
  return {
    id,
    fields: { ...fields, ...(userGroups && { userGroups }), [mark.attribute]: mark.values[origin] },
    ...(untold && untold.size > 0 && { untold }),
    status: "",
    isFrozen: frozen !== undefined,
    primary: true,
    createdDate: 0,
    lastModifiedDate: 0,
    lastSignOn: null,
    tenantId: "",
  };
}
