import { refId } from "../../provider/users/model/ref";
import { parseUrn, USER_GROUP, USER_IMPORT_JOB, USER_STORE } from "../preview/urn";
import type { Diagnostic, Inputs, Preview, Step } from "../preview/preview";
import { driftOf } from "./drift";
import { forecastOf } from "./forecast";
import { foreseenChanges } from "./foreseenChanges";
import { settingChanges } from "./settings";
import { isTold, policyOf, untold, usersIn, type DocumentUser } from "./declared";
import { importOf, removalOf } from "./wholeUser";
import type { JobReport, Operation, OtherChange, Report } from "./report";

/** What previews mean for users. */
export function reportOf(previews: readonly Preview[]): Report {
  const reports = previews.map(reportOfOne);
  return {
    jobs: reports.flatMap(({ jobs }) => jobs),
    others: reports.flatMap(({ others }) => others),
    errors: reports.flatMap(({ errors }) => errors),
  };
}

function reportOfOne({ steps, diagnostics }: Preview): Report {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const jobs = mainSteps(steps)
    .filter(({ urn, op }) => parseUrn(urn).type === USER_IMPORT_JOB && op !== "same")
    .map((step) => jobReport(step, diagnostics));
  const spoken = new Set(mainSteps(steps).map(({ urn }) => urn));
  const refused = new Set(
    errors.flatMap(({ urn }) => (urn !== undefined && parseUrn(urn).type === USER_IMPORT_JOB ? [urn] : [])),
  );
  return {
    jobs: [...jobs, ...[...refused].filter((urn) => !spoken.has(urn)).map((urn) => refusedReport(urn, diagnostics))],
    others: mainSteps(steps).flatMap(otherChange),
    errors: causes(errors)
      .filter(({ urn }) => urn === undefined || !refused.has(urn))
      .map(fitToShow),
  };
}

/** An event log tells of a replacement in three steps: the one in the middle knows both sides. */
function mainSteps(steps: readonly Step[]): Step[] {
  return steps.filter(({ op }) => op !== "create-replacement" && op !== "delete-replaced");
}

function jobReport(step: Step, diagnostics: readonly Diagnostic[]): JobReport {
  const { urn, before, now, changedPaths } = step;
  const operation = operationOf(step);
  const { project, stack, name } = parseUrn(urn);
  const declared = usersIn(now);
  const users = usersOfStep(step, operation);
  const touched = new Set(users.map(({ ref }) => refId(ref)));
  const forecast = forecastOf(urn, diagnostics);
  const hiddenConflicts = Math.max(
    0,
    (forecast?.conflicts ?? 0) - users.filter((user) => user.kind === "conflict").length,
  );
  return {
    name,
    project,
    stack,
    operation,
    users,
    settings: operation === "refresh" ? [] : settingChanges(before, now, changedPaths),
    unchanged: declared.filter(({ ref }) => !touched.has(refId(ref))).length,
    ...(hiddenConflicts > 0 && { hiddenConflicts }),
    untold: untold(now),
    notes: [
      ...(forecast && hiddenConflicts > 0
        ? [`users are in conflict whom a preview cannot show, because of secret fields; pulumi says: ${forecast.line}`]
        : []),
      ...(operation === "update" && changedPaths === undefined && before !== undefined && users.length === 0
        ? ["users whom the last run could not bring to their declaration are tried again"]
        : []),
      ...warningsOf(urn, diagnostics),
    ],
    refusals: refusalsOf(urn, diagnostics),
  };
}

function usersOfStep(step: Step, operation: Operation): JobReport["users"] {
  const { before, now, changedPaths } = step;
  const policy = policyOf(now ?? before);
  switch (operation) {
    case "create":
      return usersIn(now).map(importOf);
    case "delete":
      return usersIn(before).map((user) => removalOf(user, policy.removals));
    case "replace":
      return [
        ...usersIn(before).map((user) => removalOf(user, policyOf(before).removals)),
        ...usersIn(now).map(importOf),
      ];
    case "refresh":
      return driftOf(usersIn(before), usersIn(now));
    case "update":
      return foreseenChanges(stillTold(before, now), usersIn(now), policy, changedPaths);
    default:
      return [];
  }
}

/** The users of before, without those of sets of whom nothing is told now: nobody says that they go. */
function stillTold(before: Inputs | undefined, now: Inputs | undefined): DocumentUser[] {
  return usersIn(before).filter(({ ref }) => isTold(now, ref.set));
}

function operationOf({ op, retained }: Step): Operation {
  switch (op) {
    case "create":
    case "import":
      return "create";
    case "delete":
      return retained ? "retain" : "delete";
    case "replace":
      return "replace";
    case "refresh":
      return "refresh";
    case "discard-replaced":
    case "remove-pending-replace":
      return "retain";
    default:
      return "update";
  }
}

function refusedReport(urn: string, diagnostics: readonly Diagnostic[]): JobReport {
  const { project, stack, name } = parseUrn(urn);
  return {
    name,
    project,
    stack,
    operation: "refused",
    users: [],
    settings: [],
    unchanged: 0,
    untold: [],
    notes: [],
    refusals: refusalsOf(urn, diagnostics),
  };
}

function refusalsOf(urn: string, diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics
    .filter((diagnostic) => diagnostic.urn === urn && diagnostic.severity === "error")
    .map(({ message }) => message.replace(/^(?:error: )?(?:\S+ resource '.*?' has a problem: )?/s, ""));
}

function warningsOf(urn: string, diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics
    .filter((diagnostic) => diagnostic.urn === urn && diagnostic.severity === "warning")
    .map(({ message }) => message.replace(/^warning: /, ""));
}

/** That a preview failed says nothing beside why it did. */
function causes(errors: readonly Diagnostic[]): readonly Diagnostic[] {
  const others = errors.filter((error) => !isBare(error));
  return others.length > 0 ? others : errors.slice(0, 1);
}

/** What a policy pack found is in no document; all that is left of it there is this. */
function isBare({ message }: Diagnostic): boolean {
  return /^(?:<\{%\w+%\}>)*(?:error: )?preview failed(?:<\{%\w+%\}>)*$/.test(message);
}

/** Of errors from elsewhere nothing is known, so they stay where they are; those of our readers are masked. */
function fitToShow(error: Diagnostic): string {
  if (isBare(error))
    return "the preview failed and its document does not say why: a policy pack may have refused it, as `pulumi preview --policy-pack …` shows";
  const ours = error.message.replace(/^error: /, "");
  if (/^.*: [\d,]+ findings?, nothing was sent to CIAM\n/.test(ours)) return ours;
  return "the preview ended with an error that does not come from pulumi-tencentcloud-ciam, such as the program's own; `pulumi preview` shows it";
}

const CONCERNS: ReadonlyMap<string, OtherChange["what"]> = new Map([
  [USER_STORE, "user store"],
  [USER_GROUP, "user group"],
]);

function otherChange({ op, urn }: Step): OtherChange[] {
  const { type, name, project, stack } = parseUrn(urn);
  const what = CONCERNS.get(type);
  return what && op !== "same" && op !== "refresh" && op !== "read"
    ? [{ what, name, project, stack, operation: op }]
    : [];
}
