import { stripVTControlCharacters } from "node:util";
import type { Disclosure } from "../../provider/users/identity";
import { showRef } from "../../provider/users/ref";
import { kinds, type JobReport, type Kind, type Report, type UserChange } from "../plan/report";
import { shown, tallyLine } from "../plan/tally";
import type { Paint } from "./paint";
import { shownIdentity } from "./mask";
import { kindWords, operationSentence, phrases } from "./words";

const colours: Readonly<Record<string, "red" | "green" | "yellow" | "cyan">> = {
  "−": "red",
  "!": "red",
  "±": "red",
  "+": "green",
  "~": "yellow",
  ">": "cyan",
};

/** A report for a terminal: each resource with its numbers, then its users, the riskiest first. */
export function reportText(report: Report, disclosure: Disclosure, paint: Paint): string {
  const lines = report.jobs.flatMap((job) => jobLines(job, disclosure, paint));
  for (const { what, name, project, stack, operation } of report.others) {
    lines.push(`${what} ${printable(name)} (${printable(project)}/${printable(stack)}): ${operation}`, "");
  }
  for (const error of report.errors) lines.push(paint("red", "failed:"), ...indented(error), "");
  if (lines.length === 0) lines.push("no UserImportJob changes", "");
  return lines.join("\n");
}

function jobLines(job: JobReport, disclosure: Disclosure, paint: Paint): string[] {
  const { project, stack, name, users, unchanged, unmanaged, notes, refusals, operation } = job;
  const sentence = operationSentence(job);
  const counts = [
    tallyLine(users) ?? "no changes",
    ...(unchanged > 0 ? [`${shown(unchanged)} unchanged`] : []),
    ...(unmanaged === undefined ? [] : [`${shown(unmanaged)} unmanaged`]),
  ];
  const said = [
    // Of one that was refused the preview does not say what it would have changed.
    ...(operation === "refused" ? [] : [counts.join(", ")]),
    ...(sentence === undefined ? [] : [sentence.replaceAll("**", "")]),
  ];
  const title =
    operation === "compare" ? printable(name) : `${printable(name)} (${printable(project)}/${printable(stack)})`;
  return [
    `${paint("bold", title)}: ${said.join("; ")}`,
    ...refusals.flatMap((refusal) => [`  ${paint("red", "refused:")}`, ...indented(refusal)]),
    ...kinds.flatMap((kind) => userLines(kind, users, disclosure, paint)),
    ...notes.flatMap((note) => ["  note:", ...indented(note)]),
    "",
  ];
}

function userLines(kind: Kind, users: readonly UserChange[], disclosure: Disclosure, paint: Paint): string[] {
  const { sign, title } = kindWords[kind];
  return users
    .filter((user) => user.kind === kind)
    .flatMap((user) => {
      const identity = shownIdentity(user, disclosure);
      const who = identity === "" ? "" : ` (${printable(identity)})`;
      const colour = colours[sign];
      const mark = colour ? paint(colour, sign) : sign;
      return [
        `  ${mark} ${printable(showRef(user.ref))}${who} ${title}`,
        ...phrases(user, disclosure).map(({ field, text }) => `      ${field}: ${printable(text)}`),
        ...user.notes.map((note) => `      ${printable(note)}`),
      ];
    });
}

function indented(text: string): string[] {
  return text.split("\n").map((line) => `    ${printable(line)}`);
}

/** Without what would move the cursor or colour the screen. */
export function printable(text: string): string {
  return stripVTControlCharacters(text).replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, " ");
}
