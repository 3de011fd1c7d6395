import type { Disclosure } from "../../provider/users/identity";
import { showRef } from "../../provider/users/ref";
import { kinds, type JobReport, type Kind, type Report, type UserChange } from "../plan/report";
import { shown, tallyLine } from "../plan/tally";
import { visible } from "../../text/escape";
import { code, codeBlock } from "./markdownText";
import { shownIdentity } from "./mask";
import { kindWords, operationSentence, phrases } from "./words";

/** A part of a page. One with rows may lose some of them, and is not there at all without any. */
export interface Section {
  readonly before: string;
  readonly rows: readonly string[];
  readonly after: string;
  /** How many users the rows are about, for the line that says how many are left out. */
  readonly title: string;
}

/** A page: what it must have, and what it has as long as there is room. */
export interface Page {
  readonly head: readonly string[];
  readonly sections: readonly Section[];
}

export interface PageOptions {
  readonly disclosure: Disclosure;
  readonly title: string;
  /** A line that no reader sees, to find the page by. */
  readonly marker?: string | undefined;
}

/** Kinds that are never folded away: all that are riskier than an update. */
const open: ReadonlySet<Kind> = new Set(kinds.slice(0, kinds.indexOf("update")));

/** So many updates are read at a glance. */
const FEW = 20;

/** A page about users: numbers first, then what is refused, then who, the riskiest first. */
export function pageOf(report: Report, { disclosure, title, marker }: PageOptions): Page {
  const jobs = report.jobs.filter(isWorthALine);
  const users = jobs.flatMap(({ users }) => users);
  const line = tallyLine(users);
  const refused = jobs.filter(({ refusals }) => refusals.length > 0).length;
  const counts = [
    ...(line === undefined ? [] : [line]),
    ...(refused > 0 ? [`${shown(refused)} refused`] : []),
    ...(report.errors.length > 0 ? [`${shown(report.errors.length)} failed`] : []),
  ];
  return {
    head: [...(marker === undefined ? [] : [marker]), `### ${visible(title)}: ${counts.join(", ") || "no changes"}`],
    sections: [
      ...refusals(report),
      ...wholeResources(report, jobs),
      ...kinds.flatMap((kind) => usersOfKind(kind, jobs, disclosure)),
      ...notes(jobs),
    ],
  };
}

function isWorthALine({ operation, users, notes, refusals }: JobReport): boolean {
  return operation !== "update" && operation !== "refresh" ? true : users.length + notes.length + refusals.length > 0;
}

function refusals({ errors, jobs }: Report): Section[] {
  const texts = [
    ...jobs.flatMap((job) => job.refusals.map((refusal) => `**Refused:** ${nameOf(job)}\n\n${codeBlock(refusal)}\n\n`)),
    ...errors.map((error) => `**Failed:**\n\n${codeBlock(error)}\n\n`),
  ];
  return texts.length === 0 ? [] : [{ before: "", rows: texts, after: "", title: "refusals" }];
}

/** Which resources there are, and what becomes of each, where that is not plain from its users. */
function wholeResources({ others }: Report, jobs: readonly JobReport[]): Section[] {
  const rows = [
    ...jobs.map((job) => {
      const note = operationSentence(job) ?? "";
      // Of one that was refused the preview does not say what it would have changed.
      if (job.operation === "refused") return `| ${nameOf(job)} | | | ${note} |\n`;
      const line = tallyLine(job.users) ?? "no user changes";
      const unmanaged = job.unmanaged === undefined ? "" : `, ${shown(job.unmanaged)} unmanaged`;
      return `| ${nameOf(job)} | ${line}${unmanaged} | ${shown(job.unchanged)} | ${note} |\n`;
    }),
    ...others.map(({ what, name, project, stack, operation }) => {
      const danger = /delete|replace/.test(operation) ? "**" : "";
      const said = /^[a-z-]+$/.test(operation) ? operation : code(operation);
      return `| ${what} ${code(`${project}/${stack}`)} ${code(name)} | | | ${danger}${said}${danger} |\n`;
    }),
  ];
  if (rows.length === 0) return [];
  return [
    { before: "| resource | users | unchanged | note |\n|---|---|---|---|\n", rows, after: "\n", title: "resources" },
  ];
}

function nameOf({ project, stack, name, operation }: JobReport): string {
  return operation === "compare" ? code(name) : `${code(`${project}/${stack}`)} ${code(name)}`;
}

function usersOfKind(kind: Kind, jobs: readonly JobReport[], disclosure: Disclosure): Section[] {
  const several = jobs.filter(({ users }) => users.length > 0).length > 1;
  const found = jobs.flatMap((job) => job.users.filter((user) => user.kind === kind).map((user) => ({ job, user })));
  if (found.length === 0) return [];
  const { sign, title } = kindWords[kind];
  const heading = `${shown(found.length)} ${found.length === 1 ? "user" : "users"} ${title}`;
  const table = `| action |${several ? " resource |" : ""} user | identity | change |\n|---|${several ? "---|" : ""}---|---|---|\n`;
  const rows = found.map(
    ({ job, user }) => `| ${sign} |${several ? ` ${nameOf(job)} |` : ""} ${cellsOf(user, disclosure)} |\n`,
  );
  return open.has(kind) || (kind === "update" && found.length <= FEW)
    ? [{ before: `**${heading}**\n\n${table}`, rows, after: "\n", title: heading }]
    : [
        {
          before: `<details><summary>${heading}</summary>\n\n${table}`,
          rows,
          after: "\n</details>\n\n",
          title: heading,
        },
      ];
}

function cellsOf(user: UserChange, disclosure: Disclosure): string {
  const identity = shownIdentity(user, disclosure);
  const said = [
    ...phrases(user, disclosure).map(({ field, text }) => `${field} ${code(text)}`),
    ...user.notes.map((note) => code(note)),
  ];
  return `${code(showRef(user.ref))} | ${identity === "" ? "" : code(identity)} | ${said.join("<br>")}`;
}

function notes(jobs: readonly JobReport[]): Section[] {
  const texts = jobs.flatMap((job) => job.notes.map((note) => `${nameOf(job)}\n\n${codeBlock(note)}\n\n`));
  if (texts.length === 0) return [];
  return [{ before: "<details><summary>Notes</summary>\n\n", rows: texts, after: "</details>\n", title: "notes" }];
}

/** The whole page. */
export function wholePage({ head, sections }: Page): string {
  return [...head, "", ...sections.map(({ before, rows, after }) => before + rows.join("") + after)].join("\n");
}
