import { alwaysSecret, type UserField } from "../users/model/fields";
import { compareRefs, refId, type UserRef } from "../users/model/ref";
import { everyAction, type Action, type Plan } from "../users/plan/actions";
import type { PasswordPolicy } from "../users/plan/policy";
import { changeOf } from "./changes/actionToChange";
import type { GroupNames } from "./changes/groups";
import { identityOf } from "./changes/identity";
import { settingText, type SettingChange } from "./changes/settings";
import type { UserChange } from "./changes/userChange";
import { PLAN_VERSION, type PlanDocument } from "./document";
import { plannedUser, withSecretsNamed, type Masks } from "./plannedUser";
import { tallyOf } from "./tally";

/** What a document of a plan says besides the plan. */
export interface Circumstances extends Pick<PlanDocument, "resource" | "verb" | "basis"> {
  readonly owner?: string | undefined;
  readonly userStoreId?: string | undefined;
  readonly formerUserStoreId?: string | undefined;
  readonly caveat?: string | undefined;
  /** Fields that are secret besides those that always are. */
  readonly secretFields?: readonly UserField[];
  readonly masks: Masks;
  /** Who is declared. */
  readonly declared: readonly UserRef[];
  /** How many more are declared, and stay as they are. Default: nobody. */
  readonly resting?: number | undefined;
  readonly unmanaged?: number | undefined;
  readonly settings?: readonly SettingChange[] | undefined;
  readonly untold?: readonly string[] | undefined;
  readonly notes?: readonly string[] | undefined;
  readonly refusals?: readonly string[] | undefined;
}

/** What a plan does not say of its users. */
export interface Background {
  /** The name that a user of ours has in the record. */
  readonly nameOf: (id: string) => UserRef | undefined;
  readonly groups: GroupNames;
  readonly passwords: PasswordPolicy;
}

/** The document of a plan. */
export function documentOf(plan: Plan, background: Background, about: Circumstances): PlanDocument {
  return documentOfChanges(changesIn(plan, background), about);
}

/** The document of changes, from wherever they are known. */
export function documentOfChanges(changes: readonly UserChange[], about: Circumstances): PlanDocument {
  const { owner, userStoreId, formerUserStoreId, caveat, unmanaged } = about;
  const secret = new Set([...alwaysSecret, ...(about.secretFields ?? [])]);
  const users = [...changes]
    .sort((a, b) => compareRefs(a.ref, b.ref))
    .map((change) => plannedUser(withSecretsNamed(change, secret), about.masks));
  const touched = new Set(changes.filter(isOfDeclared).map(({ ref }) => refId(ref)));
  return {
    version: PLAN_VERSION,
    resource: about.resource,
    ...(owner !== undefined && { owner }),
    ...(userStoreId !== undefined && { userStoreId }),
    ...(formerUserStoreId !== undefined && { formerUserStoreId }),
    verb: about.verb,
    basis: about.basis,
    ...(caveat !== undefined && { caveat }),
    users,
    unchanged: about.declared.filter((ref) => !touched.has(refId(ref))).length + (about.resting ?? 0),
    ...(unmanaged !== undefined && { unmanaged }),
    settings: (about.settings ?? []).map((setting) => ({ name: setting.name, change: settingText(setting) })),
    untold: [...(about.untold ?? [])],
    notes: [...(about.notes ?? [])],
    refusals: [...(about.refusals ?? [])],
    tally: tallyOf(users),
  };
}

function isOfDeclared({ kind }: UserChange): boolean {
  return kind !== "delete" && kind !== "freeze" && kind !== "release";
}

/** What a plan does, user by user, as a reader is told of it. */
export function changesIn(plan: Plan, { nameOf, groups, passwords }: Background): UserChange[] {
  const noted = new Set(plan.credentialsNoted.map(refId));
  const withheld = new Set(plan.groupsWithheld.map(refId));
  return everyAction(plan).flatMap((action): UserChange[] => {
    const told = changeOf(action, { group: (entry) => groups.group(entry), user: nameOf });
    const ref = "ref" in action ? action.ref : undefined;
    const former = ref && "live" in action ? formerRef(ref, nameOf(action.live.id)) : undefined;
    const isNoted = ref !== undefined && noted.has(refId(ref));
    const change = told ?? (former !== undefined || isNoted ? kept(action, isNoted) : undefined);
    if (!change) return [];
    return [
      {
        ...change,
        ...(former && { formerRef: former }),
        ...(isNoted && { credentialChange: "not applied" as const, secrets: ["password"] as const }),
        notes: [
          ...change.notes,
          ...(isNoted ? [NOT_APPLIED[passwords]] : []),
          ...(ref !== undefined && withheld.has(refId(ref)) && change.kind !== "adopt" ? [GROUPS_WITHHELD] : []),
        ],
      },
    ];
  });
}

const NOT_APPLIED: Readonly<Record<PasswordPolicy, string>> = {
  initial: 'a changed password is not applied (passwordPolicy: "initial")',
  managed: "a changed password is not applied (adopted users keep theirs)",
};
const GROUPS_WITHHELD = "is not put into all groups it is declared to be in, because this job did not make the account";

function formerRef(ref: UserRef, before: UserRef | undefined): UserRef | undefined {
  return before !== undefined && refId(before) !== refId(ref) ? before : undefined;
}

/** A user who stays as it is in the store, and has another key or another password in its declaration. */
function kept(action: Action, isNoted: boolean): UserChange | undefined {
  if (action.kind !== "keep") return undefined;
  return {
    kind: isNoted ? "credential" : "rename",
    ref: action.ref,
    identity: identityOf({ user: action.live.fields }),
    changes: [],
    secrets: [],
    about: [],
    notes: [],
  };
}
