import type { Finding } from "../../provider/users/input/finding";
import { findingLines } from "../../provider/users/input/findingGroups";
import { coloured } from "../render/line";
import { say, type Screen } from "../shell/screen";

/** The findings about files that were read. */
interface Findings {
  readonly findings: readonly Finding[];
  readonly warnings: readonly Finding[];
  readonly notes: readonly Finding[];
}

/** Prints what was found, what is worth a look and what was done, each with its place and a kind of many once. */
export function sayFindings(screen: Screen, { findings, warnings, notes }: Findings): void {
  const all = [
    [findings, ""],
    [warnings, "warning: "],
    [notes, "note: "],
  ] as const;
  for (const [found, word] of all)
    for (const line of findingLines(found))
      say(screen, "rest" in line ? line.rest : [coloured("bold", line.where), `: ${word}${line.rule}`]);
}

/** A finding as a program reads it. */
export function placeAndRule({ where, rule }: Finding): Pick<Finding, "where" | "rule"> {
  return { where, rule };
}
