import { count } from "../../text/format";

/** The first line of what a program ends with whose users cannot be used. What is below are its findings. */
export function refusedSetsTitle(what: string, findings: number): string {
  return `${what}: ${count(findings, "finding")}, nothing was sent to CIAM`;
}
