import { statSync } from "node:fs";
import { UsageError } from "../../../ciam/errors/usageError";
import type { PlanDocument } from "../../../provider/planDocument/document";
import type { Disclosure } from "../../../provider/users/model/identity/identity";
import { PLAN_DIR } from "../../../provider/planDocument/file";
import { previewsOrNothing } from "../../preview/documents";
import type { Preview } from "../../preview/preview";
import { NotAPreview, readPreviews } from "../../preview/read";
import type { Screen } from "../../shell/screen";
import { plansIn } from "./fromFolder";
import { reportOf } from "./fromPreview";
import { reportOfPlans, withPlans } from "./joined";
import type { Report } from "../report";

/** The report of some previews, and those of their files that are empty. */
export interface ReportRead {
  readonly report: Report;
  readonly empty: readonly string[];
}

/** The report of previews in files and plans in folders together; without any, of the standard input. */
export async function reportFrom(
  paths: readonly string[],
  disclosure: Disclosure,
  screen: Screen,
): Promise<ReportRead> {
  const folders = paths.filter(isFolder);
  const files = paths.filter((path) => !folders.includes(path));
  const plans = folders.flatMap(plansOf);
  if (folders.length > 0 && files.length === 0) return { report: reportOfPlans(plans), empty: [] };
  const { previews, empty } = await previewsOrNothing(files, screen);
  return { report: withPlans(reportOf(previews, disclosure), plans), empty };
}

function plansOf(folder: string): PlanDocument[] {
  const plans = plansIn(folder);
  if (plans.length > 0) return plans;
  throw new UsageError(
    `${folder} is a directory without a plan: name the one that ${PLAN_DIR} named in a preview, or what \`pulumi preview --json\` printed`,
  );
}

function isFolder(path: string): boolean {
  return path !== "-" && statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** The same of a preview that this command has run, with what it printed in hand. */
export function reportOfPrinted(printed: string, plans: readonly PlanDocument[]): Report {
  if (printed.trim() !== "") return withPlans(reportOf(previewsIn(printed), "masked"), plans);
  const failed = "the preview failed before it printed anything; its log says why";
  return { jobs: [], others: [], errors: [failed] };
}

function previewsIn(printed: string): Preview[] {
  try {
    return readPreviews(printed);
  } catch (error) {
    if (!(error instanceof NotAPreview)) throw error;
    throw new UsageError(
      "what pulumi printed is no preview: it needs Pulumi 3.216 or newer, and no arguments that change its output",
    );
  }
}
