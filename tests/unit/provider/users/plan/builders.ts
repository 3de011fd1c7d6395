import {
  everyAction,
  type Action,
  type DesiredUser,
  type ManagedUser,
} from "../../../../../provider/users/plan/actions";
import type { LiveUser } from "../../../../../provider/users/model/live";
import { LiveUsers } from "../../../../../provider/users/model/liveUsers";
import { ownerMark } from "../../../../../provider/users/model/mark";
import { valuesInForce } from "../../../../../provider/users/plan/compare/inForce";
import { plan } from "../../../../../provider/users/plan/plan";
import { defaultPolicy, type Policy } from "../../../../../provider/users/plan/policy";
import { showRef } from "../../../../../provider/users/model/ref";
import type { DeclaredUser } from "../../../../../provider/users/model/user";

export const OWNER = "shop/dev/staff#00000000";
export const MARK = ownerMark(OWNER, "indexedAttribute5");

export const POLICY: Policy = { ...defaultPolicy, mark: MARK };

/** A user of the store, by default ours. */
export function live(
  id: string,
  fields: DeclaredUser,
  more: Partial<LiveUser> & { mark?: string | undefined } = {},
): LiveUser {
  const { mark = MARK.values.created, ...rest } = more;
  return {
    id,
    fields: { ...fields, ...(mark === "" ? {} : { indexedAttribute5: mark }) },
    status: "NORMAL",
    isFrozen: false,
    primary: true,
    createdDate: 1_700_000_000_000,
    lastModifiedDate: 1_700_000_000_000,
    lastSignOn: null,
    tenantId: "100000000001",
    ...rest,
  };
}

export function recorded(
  key: string,
  id: string,
  user: DeclaredUser | undefined,
  more: Partial<ManagedUser> = {},
): ManagedUser {
  return {
    ref: { set: "s", key },
    id,
    origin: "created",
    credential: "as before",
    inForce: valuesInForce(user),
    ...more,
  };
}

function desired(users: Record<string, DeclaredUser>, changed: readonly string[] = []): DesiredUser[] {
  return Object.entries(users).map(([key, user]) => ({
    ref: { set: "s", key },
    user,
    credential: changed.includes(key) ? "another" : "as before",
  }));
}

export interface Case {
  declared: Record<string, DeclaredUser>;
  recorded?: ManagedUser[];
  live?: LiveUser[];
  policy?: Partial<Policy>;
  credentialChanged?: string[];
}

export function decide(situation: Case) {
  const { declared, policy, credentialChanged = [] } = situation;
  const decided = plan(
    {
      desired: desired(declared, credentialChanged),
      recorded: situation.recorded ?? [],
      live: new LiveUsers(situation.live ?? []),
    },
    { ...POLICY, ...policy },
  );
  return { ...decided, actions: everyAction(decided) };
}

/** The plan in words, in its order. */
export function planned(situation: Case): string[] {
  return decide(situation).actions.map(words);
}

export function words(action: Action): string {
  switch (action.kind) {
    case "import":
      return `import ${name(action.ref)}`;
    case "conflict":
      return `conflict ${name(action.ref)}: ${action.reason.kind}`;
    case "update": {
      const what = [
        ...action.changes.map(({ field }) => field),
        ...(action.setPassword ? ["password"] : []),
        ...(action.unfreeze ? ["unfreeze"] : []),
      ];
      return `update ${name(action.ref)}: ${what.join(", ")}`;
    }
    case "adopt":
      return `adopt ${name(action.ref)}: ${action.changes.map(({ field }) => field).join(", ")}`;
    case "reimport":
      return `reimport ${name(action.ref)}: ${action.fields.join(", ")}`;
    case "keep":
      return action.drifted.length > 0
        ? `keep ${name(action.ref)}, drifted: ${action.drifted.join(", ")}`
        : `keep ${name(action.ref)}`;
    case "skip":
      return `skip ${name(action.ref)}: ${action.why}`;
    case "forget":
      return `forget ${name(action.recorded.ref)}: ${action.why}`;
    default:
      return `${action.kind} ${name(action.recorded.ref)}`;
  }
}

function name(ref: { set: string; key: string }): string {
  return showRef(ref).replace(/^s\//, "");
}
