import type { Finding } from "../../provider/users/input/finding";
import { refusedSetsTitle } from "../../provider/messages/refusedSets";
import { findingLines, lineText } from "../../provider/users/input/findingGroups";
import { runError } from "../runError";

/** Ends the program with its findings. Pulumi prints a RunError without a stack. */
export function refuse(what: string, findings: readonly Finding[]): never {
  const lines = findingLines(findings).map((line) => `  ${lineText(line)}`);
  throw runError([refusedSetsTitle(what, findings.length), ...lines]);
}
