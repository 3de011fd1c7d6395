import type { Disclosure } from "../../../provider/users/model/identity/identity";
import { settingChanges } from "../../../provider/planDocument/changes/settings";
import type { UserChange } from "../../../provider/planDocument/changes/userChange";
import type { PlanDocument, Verb } from "../../../provider/planDocument/document";
import { documentOfChanges } from "../../../provider/planDocument/fromPlan";
import { parseUrn } from "../../../provider/planDocument/urn";
import { kindOf } from "../../preview/urn";
import type { Diagnostic, Inputs, Preview, Step } from "../../preview/preview";
import { driftOf } from "../drift";
import { foreseenChanges } from "../foreseenChanges";
import { isTold, policyOf, untold, usersIn, type DocumentUser } from "../declared";
import { driftOfFiles, restingIn, untoldFiles } from "../userFiles";
import { importOf, removalOf } from "../wholeUser";
import type { OtherChange, Report } from "../report";

/**
 * The changes to users that previews foresee, as far as their documents tell.
 *
 * @param known texts of errors that may be shown, because it is known what is in them
 */
export function reportOf(
  previews: readonly Preview[],
  disclosure: Disclosure,
  known: ReadonlySet<string> = new Set(),
): Report {
  const reports = previews.map((preview) => reportOfOne(preview, disclosure, known));
  return {
    jobs: reports.flatMap(({ jobs }) => jobs),
    others: reports.flatMap(({ others }) => others),
    errors: reports.flatMap(({ errors }) => errors),
  };
}

function reportOfOne({ steps, diagnostics }: Preview, disclosure: Disclosure, known: ReadonlySet<string>): Report {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const jobs = mainSteps(steps)
    .filter(({ urn, op }) => kindOf(urn) === "job" && op !== "same")
    .map((step) => jobPlan(step, diagnostics, disclosure));
  const spoken = new Set(mainSteps(steps).map(({ urn }) => urn));
  const refused = new Set(errors.flatMap(({ urn }) => (urn !== undefined && kindOf(urn) === "job" ? [urn] : [])));
  return {
    jobs: [...jobs, ...[...refused].filter((urn) => !spoken.has(urn)).map((urn) => refusedPlan(urn, diagnostics))],
    others: mainSteps(steps).flatMap(otherChange),
    errors: causes(errors)
      .filter(({ urn }) => urn === undefined || !refused.has(urn))
      .map((error) => fitToShow(error, known)),
  };
}

/** An event log tells of a replacement in three steps: the one in the middle knows both sides. */
function mainSteps(steps: readonly Step[]): Step[] {
  return steps.filter(({ op }) => op !== "create-replacement" && op !== "delete-replaced");
}

function jobPlan(step: Step, diagnostics: readonly Diagnostic[], disclosure: Disclosure): PlanDocument {
  const { urn, before, now, changedPaths } = step;
  const verb = verbOf(step);
  const users = usersOfStep(step, verb);
  const isRetry = verb === "update" && changedPaths === undefined && before !== undefined && users.length === 0;
  return documentOfChanges(users, {
    resource: resourceAt(urn),
    owner: textIn(now ?? before, "owner"),
    userStoreId: textIn(now ?? before, "userStoreId"),
    ...(verb === "replace" && { formerUserStoreId: textIn(before, "userStoreId") }),
    verb,
    basis: verb === "refresh" ? "store" : "last known state",
    masks: { identities: disclosure, others: disclosure },
    declared: usersIn(now).map(({ ref }) => ref),
    resting: restingIn(before, now),
    settings: verb === "refresh" ? [] : settingChanges(before, now, changedPaths),
    untold: [...untold(now), ...(verb === "refresh" ? [] : untoldFiles(verb === "create" ? undefined : before, now))],
    notes: [
      ...(isRetry ? ["users whom the last run could not bring to their declaration are tried again"] : []),
      ...warningsOf(urn, diagnostics),
    ],
    refusals: refusalsOf(urn, diagnostics),
  });
}

function resourceAt(urn: string): PlanDocument["resource"] {
  const { project, stack, name } = parseUrn(urn);
  return { urn, project, stack, name };
}

function textIn(inputs: Inputs | undefined, name: string): string | undefined {
  const value = inputs?.[name];
  return typeof value === "string" ? value : undefined;
}

function usersOfStep(step: Step, verb: Verb): UserChange[] {
  const { before, now, changedPaths } = step;
  const policy = policyOf(now ?? before);
  switch (verb) {
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
      return [...driftOf(usersIn(before), usersIn(now)), ...driftOfFiles(now)];
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

function verbOf({ op, retained }: Step): Verb {
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

function refusedPlan(urn: string, diagnostics: readonly Diagnostic[]): PlanDocument {
  return documentOfChanges([], {
    resource: resourceAt(urn),
    verb: "refused",
    basis: "last known state",
    masks: { identities: "masked", others: "masked" },
    declared: [],
    refusals: refusalsOf(urn, diagnostics),
  });
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

/** True for the error that is left of a policy pack's findings, which are in no document. */
function isBare({ message }: Diagnostic): boolean {
  return /^(?:<\{%\w+%\}>)*(?:error: )?preview failed(?:<\{%\w+%\}>)*$/.test(message);
}

/** Of other errors nobody knows what is in them, so they stay where they are. */
function fitToShow(error: Diagnostic, known: ReadonlySet<string>): string {
  if (isBare(error))
    return "the preview failed and its document does not say why: a policy pack may have refused it, as `pulumi preview --policy-pack …` shows";
  const said = error.message.replace(/^error: /, "");
  if (known.has(said)) return said;
  return "the preview ended with an error that may hold values, such as the program's own; `pulumi preview` shows it, and `ciam preview` what is wrong with users";
}

const CONCERNS = { job: undefined, store: "user store", group: "user group" } as const;

function otherChange({ op, urn }: Step): OtherChange[] {
  const { name, project, stack } = parseUrn(urn);
  const kind = kindOf(urn);
  const what = kind && CONCERNS[kind];
  return what && op !== "same" && op !== "refresh" && op !== "read"
    ? [{ what, name, project, stack, operation: op }]
    : [];
}
