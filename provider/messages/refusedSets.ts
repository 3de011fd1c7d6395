import { count } from "../../text/format";

const CONSEQUENCE = "nothing was sent to CIAM";

/** The first line of what a program ends with whose users cannot be used. What is below are its findings. */
export function refusedSetsTitle(what: string, findings: number): string {
  return `${what}: ${count(findings, "finding")}, ${CONSEQUENCE}`;
}

/**
 * Whether an error of a preview is one of those. The document of a preview has errors as texts only, and these may be
 * shown: their values are masked.
 */
export function isRefusedSets(message: string): boolean {
  const [title = "", ...findings] = message.split("\n");
  return findings.length > 0 && title.endsWith(`, ${CONSEQUENCE}`);
}
