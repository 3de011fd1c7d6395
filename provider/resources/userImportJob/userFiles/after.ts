import type { ManagedEntry } from "../../../reconcile/ledger";
import type { UserField } from "../../../users/model/fields";
import type { DeclaredUser } from "../../../users/model/user";
import type { DesiredUser, ManagedUser } from "../../../users/plan/actions";
import { ValueForm, type InForce, type KeptForms } from "../../../users/plan/compare/inForce";
import {
  PrintedForm,
  printedFields,
  printedIn,
  printOf,
  Prints,
  printsOf,
  type PrintedUser,
} from "../../../users/plan/compare/prints";
import { isObject } from "../../../../text/values";
import { usersOfSets, userIn } from "../../../users/input/envelope/sets";
import type { UserRef } from "../../../users/model/ref";
import { ORPHANS } from "../inputs/orphans";
import { FileRecord, isManaged, isRestless, isStranger, type FiledUser } from "../state/fileRecord";
import { credentialsAfter, seenAfter, type DoneRun } from "../state/doneRun";
import type { JobRecord } from "../state/record";

/**
 * Whether the record keeps a user by prints: one of a file, one who was, or one whom nobody declares, beside files. Whom
 * the program took from a file into its sets stays so until its declaration is in force: what is in force is known by
 * prints only.
 */
export function isOfFiles({ ref, id }: Pick<ManagedEntry, "ref" | "id">, run: DoneRun): boolean {
  const { inputs, users, previous, ledger } = run;
  if (users.files.sets.has(ref.set)) return true;
  const isByValue = isObject(inputs.userSets) && Object.hasOwn(inputs.userSets, ref.set) && ledger.isApplied(ref);
  if (isByValue) return false;
  return previous?.files.withId(id) !== undefined || (ref.set === ORPHANS && users.files.sets.size > 0);
}

/** The users of files as a run leaves them, and what is known of them all. */
export function fileUsersAfter(run: DoneRun): { files: FileRecord; summary: JobRecord["files"] } {
  const { users, previous, inputs } = run;
  const printKey = inputs.printKey ?? previous?.record.files?.printKey;
  const isConcerned = users.files.sets.size > 0 || (previous?.record.files?.managed ?? 0) > 0;
  if (typeof printKey !== "string" || !isConcerned) return { files: FileRecord.EMPTY, summary: undefined };
  if (isUntouched(run)) return { files: previous?.files ?? FileRecord.EMPTY, summary: previous?.record.files };
  const rows = [...run.ofFiles.atRest.users].filter(({ id }) => !wasMoved(run, id));
  rows.push(...managedRows(run, new Prints(printKey)), ...strangerRows(run));
  const files = FileRecord.of(rows);
  return { files, summary: summaryOf(files, run, printKey) };
}

/** The whole record stays as it is: nobody of it took part. */
function isUntouched({ ofFiles, ledger, previous }: DoneRun): boolean {
  const known = previous?.record.files;
  if (!known || known.isRestless || ofFiles.desired.length + ofFiles.recorded.length > 0) return false;
  return ofFiles.resting === known.managed && !ledger.entries.some(({ id }) => previous.files.withId(id) !== undefined);
}

/** Somebody at rest took part after all, and stands in the ledger. */
function wasMoved({ ledger }: DoneRun, id: string): boolean {
  return ledger.nameOf(id) !== undefined;
}

function managedRows(run: DoneRun, prints: Prints): FiledUser[] {
  const { ledger, users, previous, recorded } = run;
  const known = new Map(recorded.map((user) => [user.id, user]));
  const credentialOf = credentialsAfter(run);
  const stillSeen = seenAfter(run);
  const ignored = new Set(run.args.ignoreFields);
  // Who goes over to the sets by value, and could not be brought there yet, has not left.
  const declared = usersOfSets(run.inputs.userSets);
  const byValue = (ref: UserRef): boolean => userIn(declared, ref) !== undefined;
  const isOfKey = previous?.record.files?.printKey === run.inputs.printKey || run.inputs.printKey === undefined;
  return ledger.entries.flatMap((entry): FiledUser[] => {
    if (!isOfFiles(entry, run)) return [];
    const { ref, id, origin, frozen, forms } = entry;
    const member = users.files.members(ref.set).get(ref.key);
    const now = member?.user;
    const isDeclared = now !== undefined && (ledger.isApplied(ref) || !hasLeft(known.get(id)));
    // Under another key the prints of before say nothing.
    const row = isOfKey ? previous?.files.withId(id) : undefined;
    const before = printsBefore(row, known.get(id), prints, id);
    const print =
      now !== undefined && ledger.isApplied(ref)
        ? {
            ...printsAfter(printsOf(now, id, prints), row || known.has(id) ? before : undefined, ignored),
            whole: member?.whole,
          }
        : before;
    return [
      {
        ...print,
        ref,
        id,
        origin,
        credential: credentialOf(entry),
        frozen: frozen === "this job" || (frozen === "others" && !isDeclared) ? frozen : undefined,
        isUnfrozen: frozen === undefined && !isDeclared ? row?.isUnfrozen : undefined,
        forms: printedForms(forms, id, prints),
        hasLeft: isDeclared || (byValue(ref) && !hasLeft(known.get(id))) ? undefined : true,
        seen: only(row?.seen, stillSeen(entry)),
      },
    ];
  });
}

/** Accounts of others that were left alone, so that they are not looked for each time. */
function strangerRows(run: DoneRun): FiledUser[] {
  const { ledger, users, desired } = run;
  return desired.flatMap(({ ref, credential }: DesiredUser): FiledUser[] => {
    const id = ledger.strangerOf(ref);
    const member = id === undefined ? undefined : users.files.members(ref.set).get(ref.key);
    if (id === undefined || !member || ledger.entryOf(ref)) return [];
    const groups = member.user.userGroups ?? [];
    return [{ ref, id, origin: undefined, credential, whole: member.whole, fields: [], prints: "", groups }];
  });
}

/** True for one who had left before this run. */
function hasLeft(user: ManagedUser | undefined): boolean {
  return user?.left !== undefined;
}

function only(seen: FiledUser["seen"], fields: readonly UserField[]): FiledUser["seen"] {
  const left = [...(seen ?? [])].filter(([field]) => fields.includes(field));
  return left.length > 0 ? new Map(left) : undefined;
}

type Printed = Pick<FiledUser, "fields" | "prints" | "groups" | "whole" | "drifted" | "passedOver">;

/** Of ignored fields stays in force what was, unless the user is new: those are set by its import. */
function printsAfter(
  now: Omit<PrintedUser, "id">,
  before: Printed | undefined,
  ignored: ReadonlySet<UserField>,
): Omit<Printed, "whole" | "drifted"> {
  if (!before || ignored.size === 0) return now;
  const sourceOf = (field: UserField): Pick<PrintedUser, "fields" | "prints"> => (ignored.has(field) ? before : now);
  const fields = printedFields.filter((field) => sourceOf(field).fields.includes(field));
  const passedOver = printedFields.filter((field) => printOf(sourceOf(field), field) !== printOf(now, field));
  return {
    fields,
    prints: fields.map((field) => printOf(sourceOf(field), field)).join(""),
    groups: ignored.has("userGroups") ? before.groups : now.groups,
    ...(passedOver.length > 0 && { passedOver }),
  };
}

/** What was in force before: by its prints, or by the values that a record of sets has. */
function printsBefore(row: FiledUser | undefined, known: ManagedUser | undefined, prints: Prints, id: string): Printed {
  if (row) {
    const { fields, prints: text, groups, whole, drifted, passedOver } = row;
    return { fields, prints: text, groups, whole, drifted, passedOver };
  }
  const values = known?.inForce && valuesOf(known.inForce);
  const given = known?.given && { groups: known.given };
  if (!values) return { fields: [], prints: "", groups: [], ...given, whole: undefined };
  return { ...printsOf(values, id, prints), ...given, whole: prints.whole(printedIn(values), values) };
}

function valuesOf(inForce: InForce): DeclaredUser {
  return inForce.recalled(undefined).fields;
}

function printedForms(forms: KeptForms | undefined, id: string, prints: Prints): FiledUser["forms"] {
  if (!forms || forms.size === 0) return undefined;
  return new Map(
    [...forms].flatMap(([field, form]): [UserField, string][] => {
      if (form instanceof ValueForm) return [[field, prints.field(field, form.value, id)]];
      return form instanceof PrintedForm ? [[field, form.print]] : [];
    }),
  );
}

function summaryOf(files: FileRecord, run: DoneRun, printKey: string): JobRecord["files"] {
  const { users } = run;
  const unsettled = unsettledSets(run);
  const settled = new Map<string, string | null>();
  for (const [set, { digest }] of users.files.sets) settled.set(set, unsettled.has(set) ? null : digest);
  let [managed, strangers, restless] = [0, 0, false];
  for (const user of files.users) {
    if (isStranger(user)) strangers++;
    if (isManaged(user)) managed++;
    if (!settled.has(user.ref.set)) settled.set(user.ref.set, null);
    restless ||= isRestless(user) || !users.files.sets.has(user.ref.set);
  }
  return {
    printKey,
    settled: Object.fromEntries(settled),
    managed,
    strangers,
    isRestless: restless,
  };
}

/** The sets in which something is left to do: somebody is not as declared, or stayed who is no longer declared. */
function unsettledSets({ users, ledger, desired }: DoneRun): ReadonlySet<string> {
  const undone = desired.map(({ ref }) => ref).filter((ref) => !ledger.isApplied(ref));
  const stayed = ledger.entries.filter(
    ({ ref, frozen }) => frozen === undefined && !users.files.members(ref.set).has(ref.key),
  );
  return new Set([...undone, ...stayed.map(({ ref }) => ref)].map(({ set }) => set));
}
