import type { Drift } from "../../../reconcile/ledger";
import { allUserFields, type UserField } from "../../../users/model/fields";
import type { LiveUsers } from "../../../users/model/liveUsers";
import { compareRefs, refId, type UserRef } from "../../../users/model/ref";
import type { ManagedUser } from "../../../users/plan/actions";
import { ORPHANS } from "../inputs/orphans";
import { Fingerprints } from "../state/fingerprints";
import type { JobRecord } from "../state/record";
import { replacedAmong } from "./projection";

/** The differences from the declaration that refreshes have found since the last run. */
type Otherwise = NonNullable<JobRecord["otherwise"]>;
type Found = Otherwise[string][string];

/**
 * The differences between store and declaration. A refresh puts live values in the place of the declared ones, so the
 * next refresh finds no difference: only this remembers what still differs from what the last run left.
 */
export interface Differences {
  /** All users that differ from their declaration, those of earlier looks among them. */
  readonly drifted: Drift[];
  readonly otherwise: Otherwise | undefined;
}

/**
 * The users who differ from their declaration: by this look, or by an earlier one and still.
 *
 * @param found users who differ from what is in force, with the fields; no fields means that the user is gone. Orphans
 *   are skipped, because they are reported apart
 * @param recorded the users that the record knew before this look
 */
export function differences(
  record: Pick<JobRecord, "credentialKey" | "otherwise">,
  found: readonly Drift[],
  recorded: readonly ManagedUser[],
  live: LiveUsers,
): Differences {
  const fingerprints = new Fingerprints(record.credentialKey);
  const known = new Map(recorded.map((user) => [refId(user.ref), user]));
  const now = new Map(found.filter(({ ref }) => ref.set !== ORPHANS).map((drift) => [refId(drift.ref), drift]));
  const before = new Map(entriesOf(record.otherwise));
  for (const [id, { ref }] of now) if (!before.has(id)) before.set(id, { ref, was: {} });

  const drifted: Drift[] = [];
  const otherwise: Otherwise = {};
  for (const [id, { ref, was }] of before) {
    const user = known.get(id);
    const there = user && live.get(user.id);
    const fields = now.get(id)?.fields;
    if (!there && (was === "gone" || fields?.length === 0)) {
      drifted.push({ ref, fields: [] });
      (otherwise[ref.set] ??= {})[ref.key] = "gone";
      continue;
    }
    if (!user || !there || was === "gone") continue;
    const differing = new Set(fields);
    for (const [field, print] of printsIn(was)) {
      if (fingerprints.isHeld(field, print, there.fields[field])) differing.delete(field);
      else differing.add(field);
    }
    if (differing.size === 0) continue;
    drifted.push({ ref, fields: allUserFields.filter((field) => differing.has(field)) });
    // A field that only an import can set stays in force as declared, so every look finds it anew.
    const prints = { ...printsOf(user, fields ?? [], fingerprints), ...was };
    const still = printsIn(prints).filter(([field]) => differing.has(field));
    if (still.length > 0) (otherwise[ref.set] ??= {})[ref.key] = Object.fromEntries(still);
  }
  drifted.sort((a, b) => compareRefs(a.ref, b.ref));
  return { drifted, otherwise: Object.keys(otherwise).length > 0 ? otherwise : undefined };
}

/** Fingerprints of the declared values that a look replaces. */
function printsOf(
  { inForce }: ManagedUser,
  fields: readonly UserField[],
  fingerprints: Fingerprints,
): Record<string, string> {
  const declared = inForce?.recalled(undefined).fields ?? {};
  return Object.fromEntries(replacedAmong(fields).map((field) => [field, fingerprints.value(field, declared[field])]));
}

function printsIn(prints: Readonly<Record<string, string>>): [UserField, string][] {
  return allUserFields.flatMap((field): [UserField, string][] => {
    const print = prints[field];
    return print === undefined ? [] : [[field, print]];
  });
}

function entriesOf(otherwise: JobRecord["otherwise"]): [string, { ref: UserRef; was: Found }][] {
  return Object.entries(otherwise ?? {}).flatMap(([set, users]) =>
    Object.entries(users).map(([key, was]): [string, { ref: UserRef; was: Found }] => {
      const ref = { set, key };
      return [refId(ref), { ref, was }];
    }),
  );
}
