import { randomBytes } from "node:crypto";
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { codeOf } from "../../disk/regularFile";
import { jsonText } from "../../text/escape";
import type { PlanDocument } from "../planDocument/document";
import { PLAN_DIR, planFileName } from "../planDocument/file";

/**
 * Writes the plan of a resource into the folder named by `CIAM_PLAN_DIR`, readable by this user alone. The file appears
 * whole or not at all.
 *
 * @returns why it was not written; the preview goes on all the same
 */
export function keepPlan(folder: string, document: PlanDocument): string | undefined {
  if (!isAbsolute(folder)) return `${PLAN_DIR} must be an absolute path: the plan of this resource is not kept`;
  const file = join(folder, planFileName(document));
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
    const code = codeOf(error);
    return `the plan of this resource cannot be kept in ${folder}, which ${PLAN_DIR} names: ${reasons[code] ?? code}`;
  }
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: "nobody but its owner may write there",
  EEXIST: "a file is in its place",
  ENOTDIR: "a file is in its place",
  ENOSPC: "no space is left on the device",
  EROFS: "the file system is read-only",
};
