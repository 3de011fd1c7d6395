import { GroupNames } from "../../../planDocument/changes/groups";
import { settingChanges } from "../../../planDocument/changes/settings";
import type { UserChange } from "../../../planDocument/changes/userChange";
import { digestOf } from "../../../planDocument/digest";
import type { PlanDocument } from "../../../planDocument/document";
import {
  changesIn,
  documentOf,
  documentOfChanges,
  type Background,
  type Circumstances,
} from "../../../planDocument/fromPlan";
import { planText } from "../../../planDocument/text";
import { parseUrn } from "../../../planDocument/urn";
import { shortId } from "../../../reconcile/imports/jobs";
import { isObject } from "../../../../text/values";
import { hasUnknown, UNKNOWN } from "../../../users/input/envelope/unknown";
import type { ParsedSets, ParsedUser } from "../../../users/input/parse";
import { nameOf } from "../../../users/model/owner";
import type { Plan } from "../../../users/plan/actions";
import { changeOf } from "../../../planDocument/changes/actionToChange";
import type { Props, Services } from "../../resource";
import type { DeclaredArgs, JobArgs } from "../inputs/args";
import type { Forecast } from "./forecast";
import type { Declaration } from "../session/declaration";
import type { JobInSession } from "../session/jobInSession";
import type { JobRecord } from "../state/record";
import type { RecordedJob } from "../state/recordedJob";

/** Shows a plan to whoever asked for a preview, and remembers what a run need not say again. */
export function announce(
  document: PlanDocument,
  job: JobInSession,
  services: Services,
  lines: readonly string[] = planText(document),
): void {
  job.announced = digestOf(document);
  if (lines.length > 0) services.reporter(document.resource.urn).info(lines);
  services.keepPlan?.(document);
}

/** The plan of a new job: all of its users are imported, as far as the program knows them. */
export function creationPlan(declaration: Declaration, sets: ParsedSets["sets"], services: Services): PlanDocument {
  const changes = newcomers(declaration).map((change) =>
    withUnknowns(change, sets.get(change.ref.set)?.get(change.ref.key)),
  );
  return documentOfChanges(changes, {
    ...circumstances(declaration, declaration.args.owner, services),
    verb: "create",
    basis: "last known state",
    settings: settingChanges(undefined, declaration.inputs, undefined),
    untold: isEveryoneKnown(declaration.inputs) ? [] : [EVERYBODY_UNKNOWN],
  });
}

const EVERYBODY_UNKNOWN = "some users are known by `pulumi up` only";

function isEveryoneKnown({ userSets = {}, userFiles = {} }: Props): boolean {
  if (!isObject(userSets) || hasUnknown(userFiles)) return false;
  return Object.values(userSets).every((users) => users !== UNKNOWN);
}

/** What only `up` will know of a newcomer, of what a reader has to see. */
function withUnknowns(change: UserChange, parsed: ParsedUser | undefined): UserChange {
  const unknown = parsed?.unknownFields;
  if (unknown === "all") return { ...change, untold: "unknown" };
  if (unknown?.has("userGroups") !== true) return change;
  const gained = change.groups?.gained ?? [];
  return {
    ...change,
    changes: [{ field: "userGroups", from: undefined, to: UNKNOWN }, ...change.changes],
    groups: { gained, lost: [], untold: "unknown" },
  };
}

/** What an update is foreseen from. */
export interface Change {
  readonly job: JobInSession;
  readonly declaration: Declaration;
  /** What the state says of it. */
  readonly last: RecordedJob;
  readonly inputs: Props;
}

/** The plan of an update, against what the last run recorded. */
export function updatePlan(
  { declaration, last, inputs }: Change,
  { plan, recorded, declared, resting }: Forecast,
  said: Pick<Circumstances, "notes" | "refusals">,
  services: Services,
): PlanDocument {
  const { record } = last;
  const names = new Map(recorded.map(({ id, ref }) => [id, ref]));
  return documentOf(
    plan,
    { nameOf: (id) => names.get(id), ...backgroundOf(declaration.args) },
    {
      ...common(declaration.args, record.owner, declaration.urn, services),
      ...said,
      declared,
      resting,
      verb: "update",
      basis: "last known state",
      caveat: caveatOf(record),
      settings: settingChanges(record.inputs, inputs, undefined),
    },
  );
}

/** The plan of an update whose users hold values that only `up` will know: of them it says nothing. */
export function unknownPlan({ declaration, last: { record }, inputs }: Change, services: Services): PlanDocument {
  return documentOfChanges([], {
    ...circumstances(declaration, record.owner, services),
    verb: "update",
    basis: "last known state",
    caveat: caveatOf(record),
    settings: settingChanges(record.inputs, inputs, undefined),
    untold: ["values that are known by `pulumi up` only decide what becomes of the users"],
  });
}

/** What becomes of the users in the store that a job leaves. */
export interface Departure extends Pick<Circumstances, "formerUserStoreId" | "notes"> {
  readonly leaving: readonly UserChange[];
}

/** The plan of a job that goes to another store. */
export function movePlan(
  { declaration, last: { record }, inputs }: Change,
  { leaving, ...said }: Departure,
  refusals: readonly string[],
  services: Services,
): PlanDocument {
  return documentOfChanges([...leaving, ...newcomers(declaration)], {
    ...circumstances(declaration, record.owner, services),
    ...said,
    refusals,
    verb: "replace",
    basis: "last known state",
    settings: settingChanges(record.inputs, inputs, undefined),
  });
}

/** The job that a run works for, as the document of what it does names it. */
export interface Work {
  readonly args: JobArgs;
  readonly owner: string;
  readonly urn: string | undefined;
  readonly known: RecordedJob | undefined;
}

/** The plan that a run has made of the store itself, for the screen. */
export function actualPlan(plan: Plan, work: Work, services: Services): PlanDocument {
  return documentOf(plan, backgroundOfWork(work), {
    ...common(work.args, work.owner, work.urn, services),
    verb: work.known ? "update" : "create",
    basis: "store",
    declared: [],
  });
}

/** What a preview that has asked the store knows besides the plan of it. */
interface Asked extends Pick<Circumstances, "declared" | "resting" | "notes" | "refusals"> {
  readonly inputs: Props;
  /** The job that a new one takes the place of. */
  readonly replaced: RecordedJob | undefined;
  /** What the replaced one leaves in another store. */
  readonly departure: Departure | undefined;
}

/**
 * The plan that a preview has made of the store itself, whole.
 *
 * @param plan nothing where there is no store
 */
export function livePlan(
  plan: Plan | undefined,
  work: Work,
  { inputs, replaced, departure, ...asked }: Asked,
  services: Services,
): PlanDocument {
  const { args, owner, urn, known } = work;
  const { leaving = [], notes = [], ...former } = departure ?? {};
  return documentOfChanges([...leaving, ...(plan ? changesIn(plan, backgroundOfWork(work)) : [])], {
    ...common(args, owner, urn, services),
    ...former,
    ...asked,
    notes: [...notes, ...(asked.notes ?? [])],
    verb: known ? "update" : replaced ? "replace" : "create",
    basis: "store",
    caveat: known && caveatOf(known.record),
    settings: settingChanges((known ?? replaced)?.record.inputs, inputs, undefined),
  });
}

function backgroundOfWork({ args, known }: Work): Background {
  return { nameOf: (id) => known?.nameOf(id), ...backgroundOf(args) };
}

function newcomers({ args, users }: Declaration): UserChange[] {
  const { groups } = backgroundOf(args);
  return users.flatMap(
    ({ ref, user }) => changeOf({ kind: "import", ref, user }, { group: (entry) => groups.group(entry) }) ?? [],
  );
}

function backgroundOf({ groups, passwordPolicy }: DeclaredArgs) {
  return { groups: new GroupNames(groups), passwords: passwordPolicy };
}

function circumstances({ args, urn, users }: Declaration, owner: string, services: Services) {
  return { ...common(args, owner, urn, services), declared: users.map(({ ref }) => ref) };
}

function common(args: DeclaredArgs, owner: string, urn: string | undefined, { disclosure }: Services) {
  const { stack, project, name } = urn === undefined ? { stack: "", project: "", name: nameOf(owner) } : parseUrn(urn);
  return {
    resource: { ...(urn !== undefined && { urn }), project, stack, name },
    owner,
    userStoreId: args.userStoreId === UNKNOWN ? undefined : args.userStoreId,
    secretFields: args.secretFields,
    // Whether a program holds another value secret, the engine does not tell a provider: only names are told in full.
    masks: { identities: disclosure, others: "masked" } as const,
  };
}

/** What the last run did not see the end of: users who seem to be missing may be there by now. */
function caveatOf({ unfinishedJobs, inDoubtSince }: JobRecord): string | undefined {
  const [job] = unfinishedJobs;
  if (job !== undefined) return `import job ${shortId(job)} was not done`;
  return inDoubtSince === undefined ? undefined : "the reply to an import was lost";
}
