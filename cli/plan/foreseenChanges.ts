import { changeOf } from "../../provider/planDocument/changes/actionToChange";
import type { Credential } from "../../provider/planDocument/changes/credential";
import { identityOf, isWithheld } from "../../provider/planDocument/changes/identity";
import type { FieldChange, Kind, UserChange } from "../../provider/planDocument/changes/userChange";
import { everyAction, type Action } from "../../provider/users/plan/actions";
import { allUserFields, userFields, type UserField } from "../../provider/users/model/fields";
import type { LiveUser } from "../../provider/users/model/live";
import { asCreated, forecast } from "../../provider/users/plan/forecast";
import { UNKNOWN } from "../../provider/users/input/envelope/unknown";
import { compareRefs, refId, showRef } from "../../provider/users/model/ref";
import type { Policy } from "../../provider/users/plan/policy";
import { credentialOf } from "./credential";
import type { DocumentUser } from "./declared";
import { groupChange, noGroups } from "../../provider/planDocument/changes/groups";
import { SecretChanges, type SecretChange } from "./secretChanges";
import { comparable } from "./secretPlaceholders";
import { groupField, importOf, UNTOLD } from "./wholeUser";

/** The changes that an update makes, by the plan of the preview itself, as far as a document tells. */
export function foreseenChanges(
  before: readonly DocumentUser[],
  now: readonly DocumentUser[],
  policy: Policy,
  changedPaths: readonly string[] | undefined,
): UserChange[] {
  const old = new Map(before.map((user) => [refId(user.ref), user]));
  const declared = new Map(now.map((user) => [refId(user.ref), user]));
  const told = new SecretChanges(changedPaths);
  const secrets = new Map<string, SecretChange>();
  const pairs = now.map((user) => {
    const was = old.get(refId(user.ref));
    const secret = was ? told.of(was, user) : [];
    if (secret.length > 0) secrets.set(refId(user.ref), secret);
    return comparable(was, user, secret);
  });
  const gone = before.filter(({ ref }) => !declared.has(refId(ref))).map((user) => comparable(undefined, user, []).now);
  const recorded = [...gone, ...pairs.flatMap((pair) => pair.before ?? [])];
  const plan = forecast(
    asCreated(recorded),
    pairs.map((pair) => pair.now),
    policy,
  );

  const names = new Map(before.map(({ ref }) => [refId(ref), showRef(ref)]));
  const noted = new Set(plan.credentialsNoted.map(refId));
  const changes = everyAction(plan).flatMap((action): UserChange[] => {
    const user = "ref" in action ? declared.get(refId(action.ref)) : undefined;
    if (action.kind === "import" && user) return [importOf(user)];
    const planned = withoutSecrets(changeOf(named(action, names))) ?? kept(action);
    if (!planned) return [];
    const was = user && wasBefore(action, old);
    const secret = secrets.get(refId(planned.ref)) ?? [];
    const change = user ? { ...planned, ...beyondThePlan(user, was, planned, told, policy) } : planned;
    const former = was && refId(was.ref) !== refId(planned.ref) ? was.ref : undefined;
    const kind = kindOf(change, { secret, former });
    if (!kind) return [];
    const credential = user && credentialToTell(user, was, kind, secret);
    const notes = [
      ...change.notes,
      ...(user && was ? notCompared(was, user) : []),
      ...(secret.length > 0 && noted.has(refId(change.ref)) ? [NOTED] : []),
      ...(action.kind === "update" && action.setPassword ? ["a changed password is set"] : []),
      ...((action.kind === "delete" || action.kind === "freeze") && policy.conflicts === "adopt"
        ? [MAYBE_ADOPTED]
        : []),
      ...(change.untold ? [UNTOLD[change.untold]] : []),
    ];
    return [
      {
        ...change,
        kind,
        ...(former && { formerRef: former }),
        ...(credential && { credential }),
        secrets: secret,
        about: [...new Set([...change.changes.map(({ field }) => field), ...change.about])],
        ...(secret.length > 0 && noted.has(refId(change.ref)) && { credentialChange: "not applied" as const }),
        notes,
      },
    ];
  });
  return changes.sort((a, b) => compareRefs(a.ref, b.ref));
}

/** Only the record tells adopted users, and a preview shows nothing of that. */
const MAYBE_ADOPTED = "released instead, if it was adopted";
const NOTED = 'a changed password is not applied (passwordPolicy: "initial")';

/**
 * Changes beside the plan: of groups, which a document may tell in part, and of values that only `up` will know. Where the
 * engine found such a value changed, it is told as changed, whatever it will be.
 */
function beyondThePlan(
  user: DocumentUser,
  was: DocumentUser | undefined,
  { changes }: UserChange,
  told: SecretChanges,
  policy: Policy,
): Pick<UserChange, "changes" | "groups" | "untold"> {
  const groups = policy.ignoreFields.has("userGroups")
    ? undefined
    : groupChange(was?.groups ?? noGroups, user.groups, told.groupsOf(user));
  if (user.untold) return { changes, ...(groups && { untold: user.untold }) };
  const all = [...changes, ...groupField(groups), ...unknownChanges(user, was, told, policy)];
  const order = ({ field }: FieldChange): number => allUserFields.indexOf(field);
  return { changes: all.sort((a, b) => order(a) - order(b)), ...(groups && { groups }) };
}

function unknownChanges(
  user: DocumentUser,
  was: DocumentUser | undefined,
  told: SecretChanges,
  { ignoreFields }: Policy,
): FieldChange[] {
  const { unknown } = user.shown;
  if (unknown === "all") return [];
  return unknown
    .filter((field) => field !== "userGroups" && !ignoreFields.has(field) && told.isUnknownNow(user, field))
    .map((field) => ({ field, from: was?.user[field], to: UNKNOWN }));
}

/** Fields that are secret on one side only, so nobody can say whether they change. */
function notCompared(was: DocumentUser, user: DocumentUser): string[] {
  const fields = allUserFields.filter((field) => isOneSided(field, was, user) || isOneSided(field, user, was));
  return fields.length === 0
    ? []
    : [`secret now or before, so it cannot be told whether it changes: ${fields.join(", ")}`];
}

function isOneSided(field: UserField, { user }: DocumentUser, { shown }: DocumentUser): boolean {
  if (user[field] === undefined || shown.unknown === "all") return false;
  return shown.secret.includes(field) || (shown.closed !== undefined && shown.unknown.includes(field));
}

/** The credential to tell: that of a re-import, or a changed one unless it is plaintext as before. */
function credentialToTell(
  user: DocumentUser,
  was: DocumentUser | undefined,
  kind: Kind,
  secret: SecretChange,
): Credential | undefined {
  const credential = credentialOf(user);
  if (secret === "some") return undefined;
  if (!secret.includes("password")) return kind === "reimport" ? credential : undefined;
  return credential?.kind === "plaintext" && was?.user.passwordEncryptType === undefined ? undefined : credential;
}

/** An update without a field that may be shown is about a secret, or about the key; or there is nothing to tell. */
function kindOf(
  { kind, changes, untold }: UserChange,
  { secret, former }: { readonly secret: SecretChange; readonly former: UserChange["formerRef"] },
): Kind | undefined {
  if (kind !== "update" && kind !== "credential") return kind;
  if (changes.some(({ field }) => userFields[field].identity)) return "identity";
  if (changes.length > 0 || untold) return "update";
  if (secret.length > 0) return "credential";
  return former && "rename";
}

/** A user who stays as it is in the store, and may have another key or another secret. */
function kept(action: Action): UserChange | undefined {
  if (action.kind !== "keep") return undefined;
  const identity = identityOf({ user: action.live.fields });
  return { kind: "update", ref: action.ref, identity, changes: [], secrets: [], about: [], notes: [] };
}

/** In an imagined store the id of a user is the key it had. */
function wasBefore(action: Action, old: ReadonlyMap<string, DocumentUser>): DocumentUser | undefined {
  if (!("ref" in action)) return undefined;
  return ("live" in action ? old.get(action.live.id) : undefined) ?? old.get(refId(action.ref));
}

/** The change without values of secrets: that they changed is told elsewhere. */
function withoutSecrets(change: UserChange | undefined): UserChange | undefined {
  if (!change) return undefined;
  const open = ({ from, to, field }: FieldChange): boolean =>
    !isWithheld(from) && !isWithheld(to) && field !== "password";
  return { ...change, changes: change.changes.filter(open) };
}

/** In an imagined store users have no UserId; a sentence names them as the program does. */
function named(action: Action, names: ReadonlyMap<string, string>): Action {
  if (action.kind !== "conflict") return action;
  const known = (user: LiveUser): LiveUser => ({ ...user, id: names.get(user.id) ?? user.id });
  return { ...action, with: action.with.map(known) };
}
