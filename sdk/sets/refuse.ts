import type { Finding } from "../../provider/users/finding";
import { count } from "../../provider/users/count";
import { runError } from "../runError";

/** So many are shown; who has more has one mistake in every row. */
const SHOWN = 50;

/** Ends the program with all findings. Pulumi prints a RunError without a stack. */
export function refuse(what: string, findings: readonly Finding[]): never {
  const lines = findings.slice(0, SHOWN).map(({ where, rule }) => `  ${where}: ${rule}`);
  const rest = findings.length - lines.length;
  if (rest > 0) lines.push(`  and ${rest.toLocaleString("en-US")} more`);
  throw runError([`${what}: ${count(findings.length, "finding")}, nothing was sent to CIAM`, ...lines]);
}
