import { compareText } from "../../../../text/values";
import type { Aside } from "../../../reconcile/observe/observe";
import { userFields, type UserField } from "../../../users/model/fields";
import type { LiveUser } from "../../../users/model/live";
import { ownershipOf, showOwner, type OwnerMark } from "../../../users/model/mark";
import { showRef, type UserRef } from "../../../users/model/ref";
import { comparisonFor } from "../../../users/plan/decide/decide";
import { PrintedForm, PrintedInForce, type Prints } from "../../../users/plan/compare/prints";
import type { JobArgs } from "../inputs/args";
import { ORPHANS } from "../inputs/orphans";
import { isFrozenAway } from "../refresh/projection";
import type { FileRecord, FiledUser } from "../state/fileRecord";

/** What a look at the store says of one user of a file. */
interface Seen {
  /** As the record has it from now on. */
  readonly row: FiledUser;
  /** Updatable fields that differ. */
  readonly drifted: readonly UserField[];
  /** Other fields that differ. */
  readonly importOnly: readonly UserField[];
  readonly isFrozen: boolean;
  /** One who left the file frozen and is so no longer. */
  readonly unfrozen?: LiveUser | undefined;
  /** True for one without our mark. */
  readonly unmarked?: { readonly owner: string | undefined } | undefined;
}

/**
 * Looks at the users of files as a refresh comes to them, one after the other, and keeps of each only what is otherwise:
 * a store of a hundred thousand users is never in memory.
 */
export class FileLook implements Aside {
  readonly #seen = new Map<string, Seen | undefined>();

  constructor(
    private readonly record: FileRecord,
    private readonly prints: Prints,
    private readonly mark: OwnerMark,
    private readonly args: JobArgs,
  ) {}

  get count(): number {
    return 0;
  }

  take(user: LiveUser): boolean {
    const row = this.record.withId(user.id);
    if (!row || row.ref.set === ORPHANS) return false;
    this.#seen.set(user.id, this.#look(row, user));
    return true;
  }

  /** Who was gone before is found if it shows again, and not looked for. */
  awaited(): string[] {
    return this.record
      .managed()
      .filter(({ id, ref }) => ref.set !== ORPHANS && !this.#seen.has(id))
      .map(({ id }) => id);
  }

  /** True for the UserId of one who was found. */
  has(id: string): boolean {
    return this.#seen.has(id);
  }

  /** How many were found. */
  get found(): number {
    return this.#seen.size;
  }

  /** What is otherwise than recorded, by user. */
  get others(): Seen[] {
    return [...this.#seen.values()].filter((seen) => seen !== undefined);
  }

  /** Those whom the store does not have. */
  get gone(): UserRef[] {
    return this.record.users.filter((row) => this.#isGone(row)).map(({ ref }) => ref);
  }

  #isGone(row: FiledUser): boolean {
    const { id, ref, origin } = row;
    return origin !== undefined && ref.set !== ORPHANS && !hasLeft(row) && !this.#seen.has(id);
  }

  /** The record as it is after the look, orphans apart. */
  rows(): FiledUser[] {
    return this.record.users.flatMap((row) => {
      if (row.origin === undefined) return [calm(row)];
      if (this.#isGone(row)) return [{ ...row, isGone: true as const }];
      if (row.ref.set === ORPHANS || !this.#seen.has(row.id)) return [];
      return [this.#seen.get(row.id)?.row ?? calm(row)];
    });
  }

  /** Nothing for a user who is as recorded. */
  #look(row: FiledUser, now: LiveUser): Seen | undefined {
    if (!now.primary) return undefined;
    if (hasLeft(row)) return this.#lookAtLeaver(row, now);
    const { isFrozen } = now;
    const ownership = ownershipOf(now, this.mark);
    const unmarked =
      ownership.kind === "ours"
        ? undefined
        : { owner: ownership.kind === "foreign" ? showOwner(ownership, this.mark) : undefined };
    const off = this.#differing(row, now);
    if (off.length === 0 && !isFrozen && !unmarked) return undefined;
    const drifted = off.filter((field) => userFields[field].updatable);
    const importOnly = off.filter((field) => !userFields[field].updatable);
    const seen = importOnly.map((field) => [field, this.prints.field(field, now.fields[field], now.id)] as const);
    return {
      row: {
        ...calm(row),
        ...(drifted.length > 0 && { drifted }),
        ...(seen.length > 0 && { seen: new Map(seen) }),
        ...(unmarked && { isUnmarked: true as const }),
      },
      drifted,
      importOnly,
      isFrozen,
      unmarked,
    };
  }

  /** One who left the file is compared with nothing: no file declares a value any more. */
  #lookAtLeaver(row: FiledUser, now: LiveUser): Seen | undefined {
    const seen = { drifted: [], importOnly: [], isFrozen: false };
    if (isFrozenAway(row, now, this.args))
      return row.isUnfrozen && { ...seen, row: { ...calm(row), isUnfrozen: undefined, frozen: "others" } };
    // Whose mark another job has is the business of that one.
    if (ownershipOf(now, this.mark).kind !== "ours") return undefined;
    return { ...seen, row: { ...calm(row), isUnfrozen: true, frozen: undefined }, unfrozen: now };
  }

  #differing(row: FiledUser, now: LiveUser): UserField[] {
    const { adoptGrantsGroups, ignoreFields, conflictPolicy: conflicts } = this.args;
    const ignored = new Set(ignoreFields);
    const held = new Set(now.fields.userGroups ?? []);
    const { groups } = comparisonFor(
      now,
      { origin: row.origin ?? "adopted", by: "record" },
      { conflicts, adoptGrantsGroups, ignoreFields: ignored },
    );
    const isOut = groups !== "withdraw" && !ignored.has("userGroups") && row.groups.some((group) => !held.has(group));
    const isSame = row.whole !== undefined && this.prints.whole(row.fields, now.fields) === row.whole;
    const inForce = new PrintedInForce(row, this.prints);
    const fields = isSame
      ? []
      : row.fields.filter(
          (field) =>
            !ignored.has(field) && !inForce.isDeclared(field, now.fields[field]) && !this.#isKeptAs(row, field, now),
        );
    return isOut ? [...fields, "userGroups"] : fields;
  }

  #isKeptAs({ forms, id }: FiledUser, field: UserField, now: LiveUser): boolean {
    const print = forms?.get(field);
    return print !== undefined && new PrintedForm(field, print, id, this.prints).is(now.fields[field]);
  }
}

/** True for one who was frozen when leaving the file. */
function hasLeft({ frozen, isUnfrozen }: FiledUser): boolean {
  return frozen !== undefined || isUnfrozen === true;
}

/** The row without what an earlier look has found. */
function calm(row: FiledUser): FiledUser {
  return row.drifted === undefined && !row.isGone && !row.isUnmarked && !row.seen
    ? row
    : { ...row, drifted: undefined, isGone: undefined, isUnmarked: undefined, seen: undefined };
}

/**
 * What a refresh puts into the inputs, which the program never declares: who is otherwise, and how. A refresh clears the
 * engine's memory of users who could not be served, so files whose users are not all in force are in it too.
 */
export function driftInput(
  look: FileLook,
  more: Iterable<readonly [UserRef, string]>,
  unsettled: Iterable<string>,
): Readonly<Record<string, string>> | undefined {
  const entries = [
    ...look.others.flatMap(({ row, drifted }) => (drifted.length > 0 ? [[row.ref, drifted.join(", ")] as const] : [])),
    ...look.others.flatMap(({ row, unfrozen }) => (unfrozen ? [[row.ref, "not declared"] as const] : [])),
    ...look.gone.map((ref) => [ref, "gone"] as const),
    ...more,
  ].map(([ref, what]) => [showRef(ref), what] as const);
  for (const set of unsettled) entries.push([set, "not all users are as declared"]);
  return entries.length === 0 ? undefined : Object.fromEntries(entries.sort(([a], [b]) => compareText(a, b)));
}
