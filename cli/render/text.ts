import type { Disclosure } from "../../provider/users/model/identity";
import { showRef } from "../../provider/users/model/ref";
import { kinds, type JobReport, type Kind, type Report, type UserChange } from "../plan/report";
import { shown, tallyLine } from "../plan/tally";
import { coloured, type Line } from "./line";
import { shownIdentity } from "./mask";
import { kindWords, operationSentence, phrases, settingText } from "./words";

const colours: Readonly<Record<string, "red" | "green" | "yellow" | "cyan">> = {
  "−": "red",
  "!": "red",
  "±": "red",
  "+": "green",
  "~": "yellow",
  ">": "cyan",
};

/** A report for a terminal: each resource with its numbers, then its users, the riskiest first. */
export function reportText(report: Report, disclosure: Disclosure): Line[] {
  const lines = report.jobs.flatMap((job) => jobLines(job, disclosure));
  for (const { what, name, project, stack, operation } of report.others) {
    lines.push(`${what} ${name} (${project}/${stack}): ${operation}`, "");
  }
  for (const error of report.errors) lines.push([coloured("red", "failed:")], ...indented(error), "");
  if (lines.length === 0) lines.push("no UserImportJob changes", "");
  // What stands between two of them is not needed at the end.
  return lines.slice(0, -1);
}

function jobLines(job: JobReport, disclosure: Disclosure): Line[] {
  const { project, stack, name, users, settings, unchanged, unmanaged, untold, notes, refusals, operation } = job;
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
  const title = operation === "compare" ? name : `${name} (${project}/${stack})`;
  return [
    [coloured("bold", title), `: ${said.join("; ")}`],
    ...refusals.flatMap((refusal) => [["  ", coloured("red", "refused:")], ...indented(refusal)]),
    ...settings.map((setting): Line => ["  ", coloured("yellow", "*"), ` ${setting.name}: ${settingText(setting)}`]),
    ...kinds.flatMap((kind) => userLines(kind, users, disclosure)),
    ...[...untold, ...notes].flatMap((note) => ["  note:", ...indented(note)]),
    "",
  ];
}

function userLines(kind: Kind, users: readonly UserChange[], disclosure: Disclosure): Line[] {
  const { sign, title } = kindWords[kind];
  return users
    .filter((user) => user.kind === kind)
    .flatMap((user) => {
      const identity = shownIdentity(user, disclosure);
      const who = identity === "" ? "" : ` (${identity})`;
      const colour = colours[sign];
      const mark = colour ? coloured(colour, sign) : sign;
      return [
        ["  ", mark, ` ${showRef(user.ref)}${who} ${title}`],
        ...phrases(user, disclosure).map(({ field, text }) => `      ${field}: ${text}`),
        ...user.notes.map((note) => `      ${note}`),
      ];
    });
}

/** What others wrote in several lines stays several. */
function indented(text: string): string[] {
  return text.split("\n").map((line) => `    ${line}`);
}
