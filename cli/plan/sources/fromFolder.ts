import { readdirSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { PLAN_FILE_END } from "../../../provider/planDocument/file";
import { PLAN_VERSION, planDocument, type PlanDocument } from "../../../provider/planDocument/document";
import { UsageError } from "../../../ciam/errors/usageError";
import { visible } from "../../../text/escape";
import { compareText } from "../../../text/values";
import { fileText } from "../../preview/documents";

const versioned = z.object({ version: z.number() });

/** The plans that previews have kept in a folder (`CIAM_PLAN_DIR`), by the names of their files. */
export function plansIn(folder: string): PlanDocument[] {
  const files = readdirSync(folder).filter((file) => file.endsWith(PLAN_FILE_END));
  return files.sort(compareText).map((file) => planIn(join(folder, file)));
}

function planIn(file: string): PlanDocument {
  const json = parsed(fileText(file));
  const version = versioned.safeParse(json).data?.version ?? 0;
  if (version > PLAN_VERSION) {
    throw new UsageError(
      `${file} was written by a newer pulumi-tencentcloud-ciam (plan version ${String(version)}): take that one's \`ciam\``,
    );
  }
  const result = planDocument.safeParse(json);
  if (result.success) return inOneLineEach(result.data);
  throw new UsageError(`${file} is no plan of a preview: it is damaged, or something else wrote it`);
}

/** Unlike in what the CLI prints, a line end inside of these texts came with a value, and ends no line. */
function inOneLineEach({ untold, notes, refusals, ...plan }: PlanDocument): PlanDocument {
  return { ...plan, untold: untold.map(visible), notes: notes.map(visible), refusals: refusals.map(visible) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
