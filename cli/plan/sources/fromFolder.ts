import { readdirSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { PLAN_FILE_END, REFUSED_SETS_FILE_END } from "../../../provider/planDocument/file";
import { PLAN_VERSION, planDocument, type PlanDocument } from "../../../provider/planDocument/document";
import { REFUSED_SETS_VERSION, refusedSets, type RefusedSets } from "../../../provider/planDocument/refusedSets";
import { UsageError } from "../../../ciam/errors/usageError";
import { visible } from "../../../text/escape";
import { compareText } from "../../../text/values";
import { fileText } from "../../preview/documents";

/** What previews have kept in a folder (`CIAM_PLAN_DIR`), by the names of the files. */
export interface Kept {
  readonly plans: readonly PlanDocument[];
  /** With which programs have ended whose users cannot be used. */
  readonly refused: readonly RefusedSets[];
}

const versioned = z.object({ version: z.number() });

export function keptIn(folder: string): Kept {
  const files = readdirSync(folder).sort(compareText);
  const ending = (end: string) => files.filter((file) => file.endsWith(end)).map((file) => join(folder, file));
  return {
    plans: ending(PLAN_FILE_END).map((file) => inOneLineEach(documentIn(file, planDocument, PLAN_VERSION))),
    refused: ending(REFUSED_SETS_FILE_END).map((file) => documentIn(file, refusedSets, REFUSED_SETS_VERSION)),
  };
}

function documentIn<T>(file: string, form: z.ZodType<T>, known: number): T {
  const json = parsed(fileText(file));
  const version = versioned.safeParse(json).data?.version ?? 0;
  if (version > known) {
    throw new UsageError(
      `${file} was written by a newer pulumi-tencentcloud-ciam (plan version ${String(version)}): take that one's \`ciam\``,
    );
  }
  const result = form.safeParse(json);
  if (result.success) return result.data;
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
