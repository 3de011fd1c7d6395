import type { PlanDocument } from "../../../provider/planDocument/document";
import type { RefusedSets } from "../../../provider/planDocument/refusedSets";
import { onScreen } from "../../../text/escape";
import type { Report } from "../report";
import type { Kept } from "./fromFolder";

/** What a folder has, where no preview stands beside it: plans with something to tell, and what is wrong with users. */
export function reportOfKept({ plans, refused }: Kept): Report {
  return { jobs: plans.filter(hasWord), others: [], errors: refused.map(saidOf) };
}

/** The error of a program whose users cannot be used, as Pulumi prints it. */
export function saidOf({ lines }: RefusedSets): string {
  return onScreen(lines);
}

/**
 * The report of previews, with the provider's own plans in the place of those guessed from documents. Where the provider
 * could not know the users either, the guess says more.
 */
export function withPlans(report: Report, plans: readonly PlanDocument[]): Report {
  const byUrn = new Map(plans.flatMap((plan) => (plan.resource.urn === undefined ? [] : [[plan.resource.urn, plan]])));
  const jobs = report.jobs.map((guess) => {
    const plan = byUrn.get(guess.resource.urn ?? "");
    byUrn.delete(guess.resource.urn ?? "");
    return plan && isOf(guess, plan) ? joined(guess, plan) : guess;
  });
  // A preview that failed elsewhere ends without a step for them.
  const others = [...byUrn.values()].filter(({ users, refusals }) => users.length + refusals.length > 0);
  return { ...report, jobs: [...jobs, ...others] };
}

function isOf(guess: PlanDocument, { verb, basis, untold }: PlanDocument): boolean {
  if (untold.length > 0) return false;
  // What `--replace` asks for, a provider takes for new; what it has found in the store is so all the same.
  const isReplacement = guess.verb === "replace" && verb === "create" && basis === "store";
  return guess.verb === verb || guess.verb === "refused" || isReplacement;
}

/** Warnings and errors are in the document of the CLI only; what is secret among the settings, too. */
function joined({ verb, settings, notes, refusals }: PlanDocument, plan: PlanDocument): PlanDocument {
  return {
    ...plan,
    verb,
    settings: verb === "refused" ? plan.settings : settings,
    notes: [...new Set([...notes, ...plan.notes])],
    refusals: refusals.length > 0 ? refusals : plan.refusals,
  };
}

function hasWord({ verb, users, settings, untold, notes, refusals }: PlanDocument): boolean {
  return verb !== "update" || users.length + settings.length + untold.length + notes.length + refusals.length > 0;
}
