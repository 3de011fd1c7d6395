import type { DesiredUser, Plan, ManagedUser } from "./actions";
import type { LiveUser } from "../model/live";
import { LiveUsers } from "../model/liveUsers";
import type { OwnerMark } from "../model/mark";
import { plan } from "./plan";
import type { Policy } from "./policy";
import { refId } from "../model/ref";
import { sharesIdentity, valuesInForce } from "./compare/inForce";
import { allUserFields, type UserField } from "../model/fields";
import { identitiesOf } from "../model/identity/identity";
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

function imagined(user: ManagedUser, declared: DeclaredUser | undefined, mark: OwnerMark): LiveUser {
  const { id, origin, given, frozen } = user;
  const { fields, untold } = asSeen(user, lastKnown(user, declared), declared);
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

interface Known {
  readonly fields: DeclaredUser | undefined;
  readonly untold?: ReadonlySet<UserField>;
}

/**
 * What a refresh saw counts only where the program changes the value: a difference in what it says as before is reported
 * by the refresh, and comes to nothing.
 */
function asSeen({ inForce, seen }: ManagedUser, known: Known, declared: DeclaredUser | undefined): Known {
  if (!seen || !inForce || !declared) return known;
  const changed = [...seen].filter(([field]) => declared[field] !== undefined && !inForce.is(field, declared[field]));
  const isSeen = ([field, form]: (typeof changed)[number]): boolean => form.is(declared[field]);
  const held = changed.filter(isSeen).map(([field]) => field);
  const others = changed.filter((one) => !isSeen(one)).map(([field]) => field);
  return {
    fields: { ...known.fields, ...Object.fromEntries(held.map((field) => [field, declared[field]])) },
    untold: new Set([...(known.untold ?? []), ...others].filter((field) => !held.includes(field))),
  };
}

/** Of who left, and of whom nothing tells more, it is believed that the same person comes back, and nothing else. */
function lastKnown({ inForce, left }: ManagedUser, declared: DeclaredUser | undefined): Known {
  if (left !== "untold") {
    const last = inForce ?? left;
    // Of another person under the key of one who left nothing is to be learnt.
    const now = declared && left && !sharesIdentity(left, declared) ? undefined : declared;
    return last?.recalled(now) ?? { fields: declared };
  }
  if (inForce || !declared) return inForce?.recalled(declared) ?? { fields: undefined };
  const fields = Object.fromEntries(identitiesOf(declared).map(({ field }) => [field, declared[field]]));
  return {
    fields,
    untold: new Set(allUserFields.filter((field) => declared[field] !== undefined && !(field in fields))),
  };
}
