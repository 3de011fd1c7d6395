import type { Command } from "commander";
import { exitCodes } from "../shell/exit";
import type { Report } from "../plan/report";

/** The expectations of a pipeline about a plan. */
export interface Expectations {
  readonly expectNoChanges?: true;
  readonly expectNoConflicts?: true;
}

export function addExpectations(command: Command): Command {
  return command
    .option("--expect-no-changes", `end with ${exitCodes.no} if anything would change`)
    .option("--expect-no-conflicts", `end with ${exitCodes.no} if a user is in conflict or anything is refused`);
}

export function isAsExpected({ jobs, others, errors }: Report, expected: Expectations): boolean {
  const isRefused = errors.length > 0 || jobs.some(({ refusals }) => refusals.length > 0);
  const hasConflict = isRefused || jobs.some(({ users }) => users.some(({ action }) => action === "conflict"));
  const hasChange =
    hasConflict ||
    others.length > 0 ||
    // Of whom nothing is told, nobody can say that they stay as they are.
    jobs.some(({ users, settings, untold }) => users.length + settings.length + untold.length > 0);
  return !(expected.expectNoChanges && hasChange) && !(expected.expectNoConflicts && hasConflict);
}
