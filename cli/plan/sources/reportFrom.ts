import { statSync } from "node:fs";
import { UsageError } from "../../../ciam/errors/usageError";
import type { Disclosure } from "../../../provider/users/model/identity/identity";
import { PLAN_DIR } from "../../../provider/planDocument/file";
import { previewsOrNothing } from "../../preview/documents";
import type { Preview } from "../../preview/preview";
import { NotAPreview, readPreviews } from "../../preview/read";
import type { Screen } from "../../shell/screen";
import { keptIn, type Kept } from "./fromFolder";
import { reportOf } from "./fromPreview";
import { reportOfKept, saidOf, withPlans } from "./joined";
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
  const each = folders.map(keptOf);
  const kept = { plans: each.flatMap(({ plans }) => plans), refused: each.flatMap(({ refused }) => refused) };
  if (folders.length > 0 && files.length === 0) return { report: reportOfKept(kept), empty: [] };
  const { previews, empty } = await previewsOrNothing(files, screen);
  return { report: together(previews, kept, disclosure), empty };
}

function together(previews: readonly Preview[], { plans, refused }: Kept, disclosure: Disclosure): Report {
  return withPlans(reportOf(previews, disclosure, new Set(refused.map(saidOf))), plans);
}

function keptOf(folder: string): Kept {
  const kept = keptIn(folder);
  if (kept.plans.length + kept.refused.length > 0) return kept;
  throw new UsageError(
    `${folder} is a directory without a plan: name the one that ${PLAN_DIR} named in a preview, or what \`pulumi preview --json\` printed`,
  );
}

function isFolder(path: string): boolean {
  return path !== "-" && statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** The same of a preview that this command has run, with what it printed in hand. */
export function reportOfPrinted(printed: string, kept: Kept): Report {
  if (printed.trim() !== "") return together(previewsIn(printed), kept, "masked");
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
