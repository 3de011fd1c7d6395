import { isDeepStrictEqual } from "node:util";
import { digestOf } from "../../../planDocument/digest";
import { planText, tallyText } from "../../../planDocument/text";
import { isUrn } from "../../../planDocument/urn";
import { findingLines, lineText } from "../../../users/input/findingGroups";
import { everybody, parseUserSets, type ParsedSets } from "../../../users/input/parse";
import type { Finding } from "../../../users/input/finding";
import { revealed, Secret } from "../../../users/input/envelope/secret";
import { userIn, usersOfSets, type UsersBySet } from "../../../users/input/envelope/sets";
import { hasUnknown, UNKNOWN } from "../../../users/input/envelope/unknown";
import type { CheckRequest, CheckResponse, Props, Services } from "../../resource";
import { nameOf } from "../../../users/model/owner";
import type { UserRef } from "../../../users/model/ref";
import { keyFrom, newKey } from "../newKey";
import { parseArgs, type DeclaredArgs } from "../inputs/args";
import { withIgnoredFields } from "../inputs/ignored";
import { ORPHANS } from "../inputs/orphans";
import { absentSets, passwordsArePlain } from "../inputs/plainPasswords";
import { isObject } from "../../../../text/values";
import { announce, creationPlan } from "../preview/planned";
import { hideSecrets } from "../../../users/input/envelope/hide";
import { resolvedUsers } from "../inputs/sets";
import { lateFor } from "../preview/order";
import { uncoveredProblem } from "../inputs/uncovered";
import { Declaration } from "../session/declaration";
import type { JobInSession } from "../session/jobInSession";
import type { Session } from "../session/session";
import { DeclaredFiles } from "../userFiles/declaredFiles";
import { duplicatesAcross, type DeclaringJob } from "../userFiles/duplicates";
import { openFiles, type OpenedFiles } from "../userFiles/open";

/**
 * Validates everything that can be known without the store, all findings at once, and returns the inputs as they go
 * into the state: the owner of the first run kept, ignored fields as they were, secrets marked, and in the place of users
 * of files a digest.
 */
export function check(request: CheckRequest): CheckResponse {
  const { urn, session, services, state, inputs: given, hidden } = request;
  const before = state ?? {};
  const printKey = printKeyFor(request, before);
  const inputs: Record<string, unknown> = {
    ...given,
    owner: typeof before.owner === "string" ? before.owner : given.owner,
    ...(Array.isArray(given.takeOver) && {
      takeOver: given.takeOver.map((entry) => ownerMeant(entry, before, session)),
    }),
    ...(printKey !== undefined && { printKey: new Secret(printKey) }),
  };
  const { args, failures } = parseArgs(inputs);
  if (!args) return { inputs, failures };

  inputs.userSets = withIgnoredFields(given.userSets, before.userSets, args.ignoreFields);
  const { ownerAttribute, phoneCountry, secretFields: extraSecretFields } = args;
  const rules = {
    ownerAttribute,
    phoneCountry,
    extraSecretFields,
    disclosure: services.disclosure,
    areTaken: areAsBefore(before.userSets),
    passwordsArePlain: hasUnknown(given.passwordsArePlain) ? everybody : passwordsArePlain(args, before.userSets),
  };
  const parsed = parseUserSets(inputs.userSets ?? {}, rules);
  const opened = openFiles({
    userFiles: given.userFiles,
    userSets: given.userSets,
    before: before.userFiles,
    printKey: printKey ?? "",
    args,
    services,
    earlier: session.job(urn)?.declaration.files.sets,
  });
  const groupsKnown = !hasUnknown(given.groups);
  const { users: byValue, findings } = resolvedGroups(parsed.sets, given.groups, args);
  const files = new DeclaredFiles(opened.sets, args.groups);
  const isAsBefore = opened.areAsBefore && isDeepStrictEqual(revealed(before.userSets), revealed(inputs.userSets));
  const across =
    opened.findings.length === 0
      ? duplicates({ sets: parsed.sets, files: opened.sets }, { urn, isAsBefore, args }, request)
      : { findings: [], warnings: [] };
  const found = [
    ...absences(given),
    ...keptNames(given, before),
    ...absentSets(args, [...parsed.sets.keys(), ...opened.sets.keys()]),
    // A failure hides the whole diff of the resource, so it has to carry its own list.
    ...findingLines([
      ...parsed.findings,
      ...findings,
      ...opened.findings,
      ...across.findings,
      ...groupFindings(files, opened, given.groups),
    ]).map(lineText),
  ];
  const uncovered = hidden.includes("userSets") ? undefined : uncoveredProblem(before, inputs);
  if (uncovered !== undefined) found.push(uncovered);
  const checked = {
    ...inputs,
    userSets: inputs.userSets === undefined ? undefined : hideSecrets(inputs.userSets, args.secretFields),
    ...(given.userFiles !== undefined && { userFiles: opened.input }),
  };
  if (found.length > 0) return { inputs: checked, failures: found };
  const warnings = [...parsed.warnings, ...opened.warnings, ...across.warnings];
  if (warnings.length > 0) services.reporter(urn).warn(findingLines(warnings).map(lineText));
  if (opened.notes.length > 0) services.reporter(urn).info(findingLines(opened.notes).map(lineText));
  // Of one without a name the verbs after this one could not tell that it is itself.
  if (urn === undefined) return { inputs: checked, failures: [] };
  session.underWay.arrived(services);
  const job = session.declare(
    new Declaration({
      urn,
      inputs: withoutUndefined({
        ...checked,
        userSets: revealed(checked.userSets),
        ...(printKey !== undefined && { printKey }),
        ...(given.userFiles !== undefined && { userFiles: revealed(opened.input) }),
      }),
      args,
      sets: parsed.sets,
      byValue,
      files,
      groupsKnown,
      hasUnknowns: parsed.hasUnknowns || opened.hasUnknowns,
      isAsBefore,
      isNew: (ref) => isNewIn(before, ref),
    }),
  );
  const late = session.underWay.hasBegun ? [] : lateFor(session.othersOn(args.userStoreId, urn), job);
  if (late.length > 0) return { inputs: checked, failures: late };
  if (before.owner === undefined) foretellCreation(job, parsed.sets, services);
  return { inputs: checked, failures: [] };
}

/** What is missing, and what is no input of a program. */
/**
 * A set of the name under which a refresh shows users whom nobody declares. Where the state has the very same, a refresh
 * has put it there, and Pulumi hands it on.
 */
function keptNames(given: Props, before: Props): string[] {
  return (["userSets", "userFiles"] as const).flatMap((input) => {
    const [now, old] = [given[input], before[input]].map((sets) => (isObject(sets) ? sets[ORPHANS] : undefined));
    if (now === undefined || isDeepStrictEqual(revealed(now), revealed(old))) return [];
    return [
      `${input}.${ORPHANS}: under this name a refresh shows users whom nobody declares: call the set otherwise, which changes no user`,
    ];
  });
}

function absences({ userSets, userFiles, drift, printKey }: Props): string[] {
  return [
    ...((userSets ?? userFiles ?? undefined) === undefined
      ? ["userSets: a UserImportJob needs it, a map of set name to users; or userFiles, a map of set name to file"]
      : []),
    ...(drift === undefined
      ? []
      : ["drift: is what a refresh has found; a program does not declare it, and does not ignore its changes"]),
    ...(printKey === undefined ? [] : ["printKey: is drawn by the provider; a program does not declare it"]),
  ];
}

/**
 * The key of all prints: that of the state, else what this process has drawn for the preview, else a new one. Nothing for
 * a resource that never had a file. It is an input, and a run by a plan may have no other inputs than the plan.
 */
function printKeyFor({ urn, session, services, inputs, seed }: CheckRequest, before: Props): string | undefined {
  const known = before.printKey ?? session.job(urn)?.declaration.inputs.printKey;
  if (typeof known === "string") return known;
  if (inputs.userFiles === undefined) return undefined;
  return seed ? keyFrom(seed, PRINT_KEY) : newKey(services);
}

/** What the key of a plan is derived for. A plan that is kept must find it the same in a later version. */
const PRINT_KEY = "pulumi-tencentcloud-ciam: printKey";

function withoutUndefined(props: Props): Props {
  return Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined));
}

/** Groups that nothing knows, in files that are read anyway. */
function groupFindings(files: DeclaredFiles, opened: OpenedFiles, groups: unknown): readonly Finding[] {
  if (opened.areAsBefore || opened.findings.length > 0 || groups === UNKNOWN) return [];
  return files.groupFindings();
}

/** Identities that files share with each other, with the sets, and with other jobs of the program. */
function duplicates(
  own: DeclaringJob,
  { urn, isAsBefore, args }: { urn: string | undefined; isAsBefore: boolean; args: DeclaredArgs },
  { session, services }: CheckRequest,
) {
  const others = (urn === undefined ? [] : session.othersOn(args.userStoreId, urn))
    .map(({ declaration }) => declaration)
    // Of jobs without a file the program itself has seen to it, and what was there before was looked at before.
    .filter(({ files, ...other }) => files.sets.size + own.files.size > 0 && !(isAsBefore && other.isAsBefore));
  const sources = own.files.size + (own.sets.size > 0 ? 1 : 0);
  if (others.length === 0 && (own.files.size === 0 || sources < 2 || isAsBefore)) return { findings: [], warnings: [] };
  return duplicatesAcross(
    own,
    others.map(({ args: { owner }, sets, files }) => ({
      name: nameOf(owner).split("/").at(-1),
      sets,
      files: files.sets,
    })),
    services.disclosure,
  );
}

/** Tells whether a user travels as the state has it. */
function areAsBefore(sets: unknown): (set: string, key: string, user: unknown) => boolean {
  let old: UsersBySet | undefined;
  return (set, key, user) => {
    old ??= usersOfSets(revealed(sets));
    return isDeepStrictEqual(userIn(old, { set, key }), revealed(user));
  };
}

/** Whether the inputs of before had nobody of this name. Of a file that was there before, nothing is told. */
function isNewIn({ userSets, userFiles }: Props, { set, key }: UserRef): boolean {
  if (isObject(userFiles) && Object.hasOwn(userFiles, set)) return false;
  return userIn(usersOfSets(revealed(userSets)), { set, key }) === undefined;
}

/** The users with the ids of their groups, and the names of groups that nothing knows. */
function resolvedGroups(sets: ParsedSets["sets"], given: unknown, { groups }: DeclaredArgs) {
  if (!hasUnknown(given)) return resolvedUsers(sets, groups);
  const { users } = resolvedUsers(sets, {});
  // The names are known where the ids are not; of groups that only `up` will know as a whole, nothing is.
  return { users, findings: given === UNKNOWN ? [] : resolvedUsers(sets, groups).findings };
}

/**
 * A new resource is asked about by nothing but `check`. Of a replacement `diff` has told all that a person needs; what is
 * left to tell is for the run, which has to know what was announced.
 */
function foretellCreation(job: JobInSession, sets: ParsedSets["sets"], services: Services): void {
  const document = creationPlan(job.declaration, sets, services);
  if (job.isForetold) job.announced = digestOf(document);
  else announce(document, job, services, tallyText(document) === undefined ? [] : planText(document));
}

/**
 * The owner meant by an entry of `takeOver`: an owner or a name as it is, of the urn of a job its name. Where the state
 * has the owner of that name, lineage included, it stays: that is no change of the program.
 */
function ownerMeant(entry: unknown, olds: Props, session: Session): unknown {
  if (typeof entry !== "string" || !isUrn(entry)) return entry;
  const name = session.nameAt(entry);
  const before: readonly unknown[] = Array.isArray(olds.takeOver) ? olds.takeOver : [];
  return before.find((owner) => typeof owner === "string" && nameOf(owner) === name) ?? name;
}
