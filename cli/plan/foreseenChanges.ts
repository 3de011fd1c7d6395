import type { Action } from "../../provider/users/actions";
import type { LiveUser } from "../../provider/users/live";
import { asCreated, foreseen } from "../../provider/users/foreseen";
import { compareRefs, refId, showRef } from "../../provider/users/ref";
import type { Policy } from "../../provider/users/policy";
import type { DocumentUser } from "./declared";
import { changeOf } from "./planned";
import type { FieldChange, Kind, UserChange } from "./report";
import { SecretChanges, type SecretChange } from "./secretChanges";
import { comparable, isWithheld } from "./withheld";
import { identityOf } from "./whole";

/** What an update means for each user: the plan that the preview itself was made by, as far as a document tells. */
export function foreseenChanges(
  before: readonly DocumentUser[],
  now: readonly DocumentUser[],
  policy: Policy,
  changedPaths: readonly string[] | undefined,
): UserChange[] {
  const old = new Map(before.map((user) => [refId(user.ref), user]));
  const told = new SecretChanges(changedPaths);
  const secrets = new Map<string, SecretChange>();
  const pairs = now.map((user) => {
    const was = old.get(refId(user.ref));
    const secret = was ? told.of(was, user) : [];
    if (secret.length > 0) secrets.set(refId(user.ref), secret);
    return comparable(was, user, secret);
  });
  const still = new Set(now.map(({ ref }) => refId(ref)));
  const gone = before.filter(({ ref }) => !still.has(refId(ref))).map((user) => comparable(undefined, user, []).now);
  const recorded = [...gone, ...pairs.flatMap((pair) => pair.before ?? [])];
  const plan = foreseen(
    asCreated(recorded),
    pairs.map((pair) => pair.now),
    policy,
  );

  const names = new Map(before.map(({ ref }) => [refId(ref), showRef(ref)]));
  const unknown = new Set(now.filter(({ shown }) => shown.unknown === "all").map(({ ref }) => refId(ref)));
  const noted = new Set(plan.credentialsNoted.map(refId));
  const changes = plan.actions.flatMap((action): UserChange[] => {
    const change = withoutSecrets(changeOf(named(action, names))) ?? kept(action);
    if (!change) return [];
    const former = formerRef(action, old);
    const secret = secrets.get(refId(change.ref)) ?? [];
    const kind = kindOf(change, { secret, former });
    if (!kind) return [];
    const notes = [
      ...change.notes,
      ...(secret.length > 0 && noted.has(refId(change.ref)) ? [NOTED] : []),
      ...(action.kind === "update" && action.setPassword ? ["a changed password is set"] : []),
      ...((action.kind === "delete" || action.kind === "freeze") && policy.conflicts === "adopt"
        ? [MAYBE_ADOPTED]
        : []),
      ...(unknown.has(refId(change.ref)) ? ["known by `pulumi up` only"] : []),
    ];
    return [{ ...change, kind, ...(former && { formerRef: former }), secrets: secret, notes }];
  });
  return changes.sort((a, b) => compareRefs(a.ref, b.ref));
}

/** Who was adopted is in the record only, and of that a preview shows nothing. */
const MAYBE_ADOPTED = "released instead, if it was adopted";
const NOTED = 'a changed password is not applied (passwordPolicy: "initial")';

/** An update without a field that may be shown is about a secret, or about the key; or there is nothing to tell. */
function kindOf(
  { kind, changes }: UserChange,
  { secret, former }: { readonly secret: SecretChange; readonly former: UserChange["formerRef"] },
): Kind | undefined {
  if (kind !== "update" || changes.length > 0) return kind;
  if (secret.length > 0) return "credential";
  return former && "rename";
}

/** A user who stays as it is in the store, and may have another key or another secret. */
function kept(action: Action): UserChange | undefined {
  if (action.kind !== "keep") return undefined;
  const identity = identityOf({ user: action.live.fields });
  return { kind: "update", ref: action.ref, identity, changes: [], secrets: [], notes: [] };
}

function formerRef(action: Action, old: ReadonlyMap<string, DocumentUser>): UserChange["formerRef"] {
  if (!("live" in action) || !("ref" in action)) return undefined;
  const former = old.get(action.live.id)?.ref;
  return former && refId(former) !== refId(action.ref) ? former : undefined;
}

/** Of a secret it is said that it changed, and not from what to what. */
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
