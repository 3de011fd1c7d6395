import { isObject } from "../../../../text/values";
import type { Drift } from "../../../reconcile/ledger";
import { allUserFields, userFields, type UserField } from "../../../users/model/fields";
import type { LiveUser } from "../../../users/model/live";
import type { LiveUsers } from "../../../users/model/liveUsers";
import { compareRefs, refId, type UserRef } from "../../../users/model/ref";
import type { ManagedUser } from "../../../users/plan/actions";
import { Fingerprints } from "../state/fingerprints";
import type { JobRecord } from "../state/record";

/** What refreshes have found otherwise than declared, since the last run. */
type Otherwise = NonNullable<JobRecord["otherwise"]>;
type Found = Otherwise[string][string];

/**
 * A refresh puts what is there in the place of what was declared, so the next one finds no difference: what is still
 * otherwise than the last run left it is known by this only.
 */
export interface Differences {
  /** All who are otherwise than declared, those of earlier looks among them. */
  readonly drifted: Drift[];
  readonly otherwise: Otherwise | undefined;
}

/**
 * @param found users who differ from what is in force, with the fields; without fields they are gone
 * @param recorded those whom the record knew before this look
 */
export function differences(
  record: Pick<JobRecord, "credentialKey" | "otherwise">,
  found: readonly Drift[],
  recorded: readonly ManagedUser[],
  live: LiveUsers,
): Differences {
  const fingerprints = new Fingerprints(record.credentialKey);
  const known = new Map(recorded.map((user) => [refId(user.ref), user]));
  const now = new Map(found.map((drift) => [refId(drift.ref), drift]));
  const before = new Map(entriesOf(record.otherwise));
  for (const { ref } of found) if (!before.has(refId(ref))) before.set(refId(ref), { ref, was: {} });

  const drifted: Drift[] = [];
  const otherwise: Otherwise = {};
  for (const [id, { ref, was }] of before) {
    const user = known.get(id);
    const there = user && live.get(user.id);
    const isGone = was === "gone" || now.get(id)?.fields.length === 0;
    if (isGone && !there) {
      drifted.push({ ref, fields: [] });
      (otherwise[ref.set] ??= {})[ref.key] = "gone";
      continue;
    }
    if (!user || !there || was === "gone") continue;
    const fields = now.get(id)?.fields ?? [];
    const declared = { ...fingerprintsOf(user, fields, fingerprints), ...was };
    const still = Object.entries(declared).filter(([field, print]) => print !== printOf(there, field, fingerprints));
    // What only an import can set stays in force as declared, and every look finds it anew.
    const shown = allUserFields.filter(
      (field) => (fields.includes(field) && !userFields[field].updatable) || still.some(([name]) => name === field),
    );
    if (shown.length > 0) drifted.push({ ref, fields: shown });
    if (still.length > 0) (otherwise[ref.set] ??= {})[ref.key] = Object.fromEntries(still);
  }
  drifted.sort((a, b) => compareRefs(a.ref, b.ref));
  return { drifted, otherwise: Object.keys(otherwise).length > 0 ? otherwise : undefined };
}

/** Of the declared values that a look puts others in the place of. */
function fingerprintsOf(
  { inForce }: ManagedUser,
  fields: readonly UserField[],
  fingerprints: Fingerprints,
): Record<string, string> {
  const declared = inForce?.recalled(undefined).fields ?? {};
  const replaced = fields.filter((field) => userFields[field].updatable);
  return Object.fromEntries(replaced.map((field) => [field, fingerprints.value(field, declared[field])]));
}

function printOf({ fields }: LiveUser, name: string, fingerprints: Fingerprints): string | undefined {
  const field = allUserFields.find((one) => one === name);
  return field && fingerprints.value(field, fields[field]);
}

function entriesOf(otherwise: JobRecord["otherwise"]): [string, { ref: UserRef; was: Found }][] {
  return Object.entries(otherwise ?? {}).flatMap(([set, users]) =>
    Object.entries(users).map(([key, was]): [string, { ref: UserRef; was: Found }] => {
      const ref = { set, key };
      return [refId(ref), { ref, was: isObject(was) ? was : "gone" }];
    }),
  );
}
