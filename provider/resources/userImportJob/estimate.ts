import { refusal } from "../../reconcile/guard";
import { countedFields } from "../../reconcile/tally";
import { sameValue } from "../../users/compare";
import { allUserFields, userFields, type UserField } from "../../users/fields";
import { identitiesOf } from "../../users/identity";
import { refId, type UserRef } from "../../users/ref";
import type { DeclaredUser } from "../../users/user";
import type { JobArgs } from "./args";

export interface Named {
  readonly ref: UserRef;
  readonly user: DeclaredUser;
}

/** Fields of one user, and who it is. */
interface Changed {
  readonly ref: UserRef;
  readonly fields: readonly UserField[];
}

/** What a new declaration means by the policies of the resource; nothing here knows the store. */
export interface Estimate {
  readonly added: readonly UserRef[];
  readonly updated: readonly Changed[];
  /** To be deleted and imported again. */
  readonly reimported: readonly Changed[];
  /** Changed in what only an import can set, which the policy does not allow. */
  readonly refused: readonly Changed[];
  /** With a credential that changed and is not applied. */
  readonly noted: readonly UserRef[];
  readonly removed: readonly UserRef[];
}

type Policies = Pick<JobArgs, "ignoreFields" | "importOnlyChange" | "passwordPolicy">;

/** Compares recorded with declared users. A user whose key changed is recognised by identity and is no removal. */
export function estimate(before: readonly Named[], now: readonly Named[], policies: Policies): Estimate {
  const old = new Map(before.map((named) => [refId(named.ref), named]));
  const current = new Set(now.map(({ ref }) => refId(ref)));
  const leaving = new Map<string, Named>();
  for (const named of before) {
    if (current.has(refId(named.ref))) continue;
    for (const { key } of identitiesOf(named.user)) leaving.set(key, named);
  }
  const added: UserRef[] = [];
  const updated: Changed[] = [];
  const reimported: Changed[] = [];
  const refused: Changed[] = [];
  const noted: UserRef[] = [];
  const moved = new Set<Named>();
  for (const { ref, user } of now) {
    const same = old.get(refId(ref)) ?? movedFrom(user, leaving);
    if (!same) {
      added.push(ref);
      continue;
    }
    moved.add(same);
    const { credential, importOnly, updatable } = changes(same.user, user, policies);
    if (credential === "noted") noted.push(ref);
    if (importOnly.length > 0 && policies.importOnlyChange === "fail") refused.push({ ref, fields: importOnly });
    else if (importOnly.length > 0 && policies.importOnlyChange === "reimport")
      reimported.push({ ref, fields: importOnly });
    else if (updatable.length > 0) updated.push({ ref, fields: updatable });
  }
  const removed = before.filter((named) => !current.has(refId(named.ref)) && !moved.has(named)).map(({ ref }) => ref);
  return { added, updated, reimported, refused, noted, removed };
}

interface Changes {
  readonly credential: "noted" | "none";
  readonly importOnly: readonly UserField[];
  readonly updatable: readonly UserField[];
}

/** The changed fields of a user, by what can set them. One that is left out now is no longer ours, groups apart. */
function changes(before: DeclaredUser, now: DeclaredUser, { ignoreFields, passwordPolicy }: Policies): Changes {
  const changed = allUserFields.filter(
    (field) =>
      !ignoreFields.includes(field) &&
      (now[field] !== undefined || field === "userGroups") &&
      !sameValue(field, before[field], now[field]),
  );
  const readable = changed.filter((field) => userFields[field].readable);
  const importOnly = readable.filter((field) => !userFields[field].updatable);
  const updatable = readable.filter((field) => userFields[field].updatable);
  if (readable.length === changed.length) return { credential: "none", importOnly, updatable };
  if (passwordPolicy === "initial") return { credential: "noted", importOnly, updatable };
  // A plaintext can be set, a hash can only be imported.
  return now.passwordEncryptType === undefined
    ? { credential: "none", importOnly, updatable: [...updatable, "password"] }
    : { credential: "none", importOnly: [...importOnly, "password"], updatable };
}

function movedFrom(user: DeclaredUser, leaving: ReadonlyMap<string, Named>): Named | undefined {
  return identitiesOf(user).flatMap(({ key }) => leaving.get(key) ?? [])[0];
}

/** `plan against last known state: 12 import, 3 update (email 2, nickname 1), 1 delete`, or nothing. */
export function informationLine(
  { added, updated, reimported, refused, noted, removed }: Estimate,
  removals: JobArgs["removalPolicy"],
): string | undefined {
  const parts = [
    counted(added, "import"),
    counted(updated, "update", updated),
    counted(reimported, "import again", reimported),
    counted(refused, "in conflict", refused),
    counted(removed, removals === "retain" ? "release" : removals),
    counted(noted, "changed credential not applied"),
  ].filter((part) => part !== undefined);
  return parts.length > 0 ? `plan against last known state: ${parts.join(", ")}` : undefined;
}

function counted(users: readonly unknown[], what: string, changed: readonly Changed[] = []): string | undefined {
  if (users.length === 0) return undefined;
  return `${String(users.length)} ${what}${countedFields(changed.flatMap(({ fields }) => fields))}`;
}

/** The sentence that refuses this declaration because it removes too many users, or nothing. */
export function removalRefusal(
  { removed, reimported }: Estimate,
  before: number,
  now: number,
  args: JobArgs,
): string | undefined {
  const going = [...(args.removalPolicy === "retain" ? [] : removed), ...reimported.map(({ ref }) => ref)];
  return refusal(going, { managed: before, declared: now }, { ...args.deletionLimit, accepted: args.acceptDeletions });
}
