import { coloured, type Line } from "../../render/line";
import type { Checked } from "./checked";

/** The number of findings shown: a problem in one place is often in all of them. */
const SHOWN = 20;

/** The results of checks, for a terminal: a line for a good one, a bad one with its findings. */
export function checkedText(checked: readonly Checked[]): Line[] {
  return checked.flatMap(({ name, verdict, findings, remedy }): Line[] => {
    const more = findings.length - SHOWN;
    if (findings.length === 0) return [[coloured("green", "ok"), `  ${name}: ${verdict}`]];
    return [
      [coloured("red", "no"), `  ${name}: ${verdict}`],
      ...findings.slice(0, SHOWN).map((finding) => `      ${finding}`),
      ...(more > 0 ? [`      and ${more.toLocaleString("en-US")} more`] : []),
      `    ${remedy}`,
    ];
  });
}
