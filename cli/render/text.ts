import { kinds, type Kind } from "../../provider/planDocument/changes/userChange";
import type { PlanDocument, PlannedUser } from "../../provider/planDocument/document";
import { shown, tallyLine } from "../../provider/planDocument/tally";
import { showRef } from "../../provider/users/model/ref";
import type { Report } from "../plan/report";
import { coloured, type Line } from "./line";
import { isRefused, kindWords, NOT_TOLD, notesOf, phrases, verbSentence } from "./words";

const colours: Readonly<Record<string, "red" | "green" | "yellow" | "cyan">> = {
  "−": "red",
  "!": "red",
  "±": "red",
  "+": "green",
  "~": "yellow",
  ">": "cyan",
};

/** A report for a terminal: each resource with its numbers, then its users, the riskiest first. */
export function reportText(report: Report): Line[] {
  const lines = report.jobs.flatMap((job) => jobLines(job));
  for (const { what, name, project, stack, operation } of report.others) {
    lines.push(`${what} ${name} (${project}/${stack}): ${operation}`, "");
  }
  for (const error of report.errors) lines.push([coloured("red", "failed:")], ...indented(error), "");
  if (lines.length === 0) lines.push("no UserImportJob changes", "");
  // What stands between two of them is not needed at the end.
  return lines.slice(0, -1);
}

function jobLines(job: PlanDocument): Line[] {
  const { resource, users, settings, unchanged, unmanaged, untold, notes, refusals, verb } = job;
  const { project, stack, name } = resource;
  const sentence = verbSentence(job);
  const counts = [
    tallyLine(users) ?? (untold.length > 0 ? NOT_TOLD : "no changes"),
    ...(unchanged > 0 ? [`${shown(unchanged)} unchanged`] : []),
    ...(unmanaged === undefined ? [] : [`${shown(unmanaged)} unmanaged`]),
  ];
  const said = [
    // Of one that is refused a preview does not say what it would change.
    ...(isRefused(job) && users.length === 0 ? [] : [counts.join(", ")]),
    ...(sentence === undefined ? [] : [sentence.replaceAll("**", "")]),
  ];
  const title = verb === "compare" ? name : `${name} (${project}/${stack})`;
  return [
    [coloured("bold", title), `: ${said.join("; ")}`],
    ...refusals.flatMap((refusal) => [["  ", coloured("red", "refused:")], ...indented(refusal)]),
    ...settings.map(({ name: setting, change }): Line => ["  ", coloured("yellow", "*"), ` ${setting}: ${change}`]),
    ...kinds.flatMap((kind) => userLines(kind, users)),
    ...[...untold, ...notes].flatMap((note) => ["  note:", ...indented(note)]),
    "",
  ];
}

function userLines(kind: Kind, users: readonly PlannedUser[]): Line[] {
  const { sign, title } = kindWords[kind];
  return users
    .filter(({ action }) => action === kind)
    .flatMap((user) => {
      const who = user.identity === undefined ? "" : ` (${user.identity})`;
      const colour = colours[sign];
      const mark = colour ? coloured(colour, sign) : sign;
      return [
        ["  ", mark, ` ${showRef(user)}${who} ${title}`],
        ...phrases(user).map(({ field, text }) => `      ${field}: ${text}`),
        ...notesOf(user).map((note) => `      ${note}`),
      ];
    });
}

/** A text of others, indented; its lines stay lines. */
function indented(text: string): string[] {
  return text.split("\n").map((line) => `    ${line}`);
}
