import { keepRefusedSets } from "../../provider/frontEnds/planFolder";
import { refusedSetsTitle } from "../../provider/messages/refusedSets";
import { PLAN_DIR } from "../../provider/planDocument/file";
import { REFUSED_SETS_VERSION } from "../../provider/planDocument/refusedSets";
import type { Finding } from "../../provider/users/input/finding";
import { findingLines, lineText } from "../../provider/users/input/findingGroups";
import { runError } from "../runError";

/** Ends the program with its findings. Pulumi prints a RunError without a stack. */
export function refuse(what: string, findings: readonly Finding[]): never {
  const lines = [
    refusedSetsTitle(what, findings.length),
    ...findingLines(findings).map((line) => `  ${lineText(line)}`),
  ];
  const folder = process.env[PLAN_DIR];
  if (folder !== undefined && folder !== "") keepRefusedSets(folder, { version: REFUSED_SETS_VERSION, lines });
  throw runError(lines);
}
