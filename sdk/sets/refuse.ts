import type { Finding } from "../../provider/users/input/finding";
import { count } from "../../text/format";
import { findingLines, lineText } from "../../provider/users/input/findingGroups";
import { runError } from "../runError";

/** Ends the program with its findings. Pulumi prints a RunError without a stack. */
export function refuse(what: string, findings: readonly Finding[]): never {
  const lines = findingLines(findings).map((line) => `  ${lineText(line)}`);
  throw runError([`${what}: ${count(findings.length, "finding")}, nothing was sent to CIAM`, ...lines]);
}
