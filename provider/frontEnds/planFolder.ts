import { randomBytes } from "node:crypto";
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { codeOf } from "../../disk/regularFile";
import { jsonText } from "../../text/escape";
import type { PlanDocument } from "../planDocument/document";
import { PLAN_DIR, planFileName, refusedSetsFileName } from "../planDocument/file";
import type { RefusedSets } from "../planDocument/refusedSets";

/**
 * Writes the plan of a resource into the folder named by `CIAM_PLAN_DIR`.
 *
 * @returns why it was not written; the preview goes on all the same
 */
export function keepPlan(folder: string, document: PlanDocument): string | undefined {
  if (!isAbsolute(folder)) return `${PLAN_DIR} must be an absolute path: the plan of this resource is not kept`;
  const code = whyNotWritten(folder, planFileName(document), document);
  if (code === undefined) return undefined;
  return `the plan of this resource cannot be kept in ${folder}, which ${PLAN_DIR} names: ${reasons[code] ?? code}`;
}

/** Does the same with what was wrong with the users of a program. If it cannot, the program's error says it all the same. */
export function keepRefusedSets(folder: string, document: RefusedSets): void {
  if (isAbsolute(folder)) whyNotWritten(folder, refusedSetsFileName(document), document);
}

/** The file is readable by this user alone, and appears whole or not at all. */
function whyNotWritten(folder: string, name: string, document: object): string | undefined {
  const file = join(folder, name);
  const draft = `${file}.${randomBytes(6).toString("hex")}.tmp`;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(draft, `${jsonText(document, 2)}\n`, { mode: 0o600, flag: "wx" });
    try {
      renameSync(draft, file);
    } catch (error) {
      rmSync(draft, { force: true });
      throw error;
    }
    return undefined;
  } catch (error) {
    return codeOf(error);
  }
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: "nobody but its owner may write there",
  EEXIST: "a file is in its place",
  ENOTDIR: "a file is in its place",
  ENOSPC: "no space is left on the device",
  EROFS: "the file system is read-only",
};
