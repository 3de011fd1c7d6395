import type { Paint } from "../render/paint";
import { printable } from "../render/text";
import type { Checked } from "./check";

/** What is wrong in one place is often wrong in all of them. */
const SHOWN = 20;

/** What the doctor found, for a terminal: a line for what is well, and what is not with its findings. */
export function checkedText(checked: readonly Checked[], paint: Paint): string {
  return checked
    .flatMap(({ name, verdict, findings, remedy }) => {
      const more = findings.length - SHOWN;
      if (findings.length === 0) return [`${paint("green", "ok")}  ${name}: ${verdict}`];
      return [
        `${paint("red", "no")}  ${name}: ${verdict}`,
        ...findings.slice(0, SHOWN).map((finding) => `      ${printable(finding)}`),
        ...(more > 0 ? [`      and ${more.toLocaleString("en-US")} more`] : []),
        `    ${remedy}`,
      ];
    })
    .join("\n");
}
