import { refusal } from "../../reconcile/guard";
import { countedFields } from "../../reconcile/tally";
import { sameValue } from "../../users/compare";
import { userFields, type UserField } from "../../users/fields";
import { identitiesOf } from "../../users/identity";
import { refId, type UserRef } from "../../users/ref";
import type { DeclaredUser } from "../../users/user";
import type { JobArgs } from "./args";

export interface Named {
  readonly ref: UserRef;
  readonly user: DeclaredUser;
}

/** What changes between two declarations; nothing here knows the store. */
export interface Estimate {
  readonly added: readonly UserRef[];
  readonly changed: readonly { ref: UserRef; fields: UserField[] }[];
  readonly removed: readonly UserRef[];
}

/** Compares recorded with declared users. A user whose key changed is recognised by identity and is no removal. */
export function estimate(before: readonly Named[], now: readonly Named[], ignored: readonly UserField[]): Estimate {
  const old = new Map(before.map((named) => [refId(named.ref), named]));
  const current = new Set(now.map(({ ref }) => refId(ref)));
  const leaving = new Map<string, Named>();
  for (const named of before) {
    if (current.has(refId(named.ref))) continue;
    for (const { key } of identitiesOf(named.user)) leaving.set(key, named);
  }
  const added: UserRef[] = [];
  const changed: { ref: UserRef; fields: UserField[] }[] = [];
  const moved = new Set<Named>();
  for (const { ref, user } of now) {
    const same = old.get(refId(ref)) ?? movedFrom(user, leaving);
    if (!same) {
      added.push(ref);
      continue;
    }
    moved.add(same);
    const fields = (Object.keys(userFields) as UserField[]).filter(
      (field) => !ignored.includes(field) && !sameValue(field, same.user[field], user[field]),
    );
    if (fields.length > 0) changed.push({ ref, fields });
  }
  const removed = before.filter((named) => !current.has(refId(named.ref)) && !moved.has(named)).map(({ ref }) => ref);
  return { added, changed, removed };
}

function movedFrom(user: DeclaredUser, leaving: ReadonlyMap<string, Named>): Named | undefined {
  return identitiesOf(user).flatMap(({ key }) => leaving.get(key) ?? [])[0];
}

/** `plan against last known state: 12 import, 3 update (email 2, nickname 1), 1 delete`, or nothing. */
export function informationLine(
  { added, changed, removed }: Estimate,
  removals: JobArgs["removalPolicy"],
): string | undefined {
  const parts = [
    added.length > 0 ? `${String(added.length)} import` : undefined,
    changed.length > 0
      ? `${String(changed.length)} update${countedFields(changed.flatMap(({ fields }) => fields))}`
      : undefined,
    removed.length > 0 ? `${String(removed.length)} ${removals}` : undefined,
  ].filter((part) => part !== undefined);
  return parts.length > 0 ? `plan against last known state: ${parts.join(", ")}` : undefined;
}

/** The sentence that refuses this declaration because it removes too many users, or nothing. */
export function removalRefusal({ removed }: Estimate, before: number, now: number, args: JobArgs): string | undefined {
  if (args.removalPolicy === "retain" || removed.length === 0) return undefined;
  return refusal(
    removed,
    { managed: before, declared: now },
    { ...args.deletionLimit, accepted: args.acceptDeletions },
  );
}
