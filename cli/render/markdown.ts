import { kinds, type Kind } from "../../provider/planDocument/changes/userChange";
import type { PlanDocument, PlannedUser } from "../../provider/planDocument/document";
import { shown, tallyLine } from "../../provider/planDocument/tally";
import { showRef } from "../../provider/users/model/ref";
import { gainsIn, isPrivileged, type Gain } from "../plan/privilege";
import type { Report } from "../plan/report";
import { visible } from "../../text/escape";
import { code, codeBlock } from "./markdownText";
import { gainText, isRefused, kindWords, notesOf, phrases, verbSentence, NOT_TOLD } from "./words";

/** A part of a page. One with rows may lose some of them, and is not there at all without any. */
export interface Section {
  readonly before: string;
  readonly rows: readonly string[];
  readonly after: string;
  /** The rows in words, with their number, for the line that says how many are left out. */
  readonly title: string;
  /** `vital` rows get room before all others, `folded` ones after all others. */
  readonly weight: "vital" | "ordinary" | "folded";
}

/** A page: what it must have, and what it has as long as there is room. */
export interface Page {
  readonly head: readonly string[];
  /** The gains in numbers, with at most so many names of each; vital like the rows about these users. */
  readonly gains: (named: number) => readonly Section[];
  readonly sections: readonly Section[];
}

export interface PageOptions {
  readonly title: string;
  /** A line that no reader sees, to find the page by. */
  readonly marker?: string | undefined;
}

/** Kinds that are never folded away: all that are riskier than an update. */
const open: ReadonlySet<Kind> = new Set(kinds.slice(0, kinds.indexOf("update")));

/** So many updates are read at a glance. */
const FEW = 20;

/** A page about users: numbers first, then what is refused, then who, the riskiest first. */
export function pageOf(report: Report, { title, marker }: PageOptions): Page {
  const jobs = report.jobs.filter(isWorthALine);
  const users = jobs.flatMap(({ users }) => users);
  const line = tallyLine(users);
  const refused = jobs.filter(({ refusals }) => refusals.length > 0).length;
  const settings = jobs.filter(({ verb }) => verb !== "create").flatMap((job) => job.settings).length;
  const counts = [
    ...(line === undefined ? [] : [line]),
    ...(settings > 0 ? [`${shown(settings)} ${settings === 1 ? "setting" : "settings"} changed`] : []),
    ...(refused > 0 ? [`${shown(refused)} refused`] : []),
    ...(report.errors.length > 0 ? [`${shown(report.errors.length)} failed`] : []),
  ];
  return {
    head: [
      ...(marker === undefined ? [] : [marker]),
      `### ${visible(title)}: ${counts.join(", ") || (jobs.some(({ untold }) => untold.length > 0) ? NOT_TOLD : "no changes")}`,
    ],
    gains: (named) => gains(users, named),
    sections: [
      ...refusals(report),
      ...wholeResources(report, jobs),
      ...untold(jobs),
      ...settingSections(jobs),
      ...kinds.flatMap((kind) => usersOfKind(kind, jobs)),
      ...notes(jobs),
    ],
  };
}

function isWorthALine({ verb, users, settings, untold, notes, refusals }: PlanDocument): boolean {
  if (verb !== "update" && verb !== "refresh") return true;
  return users.length + settings.length + untold.length + notes.length + refusals.length > 0;
}

/** So many users are named beside what they gain, as long as each has a row of its own, too. */
export const FEW_NAMES = 10;

/** The most groups that are listed where only a few users are named; others, with fewer users, are counted. */
const FEW_GROUPS = 40;

function gains(users: readonly PlannedUser[], named: number): Section[] {
  const found = gainsIn(users);
  if (found.length === 0) return [];
  const most = named > FEW_NAMES ? found.length : FEW_GROUPS;
  const rest = found.length - most;
  const rows = found.slice(0, most).map((gain) => gainRow(gain, named));
  if (rest > 0) rows.push(`- and ${shown(rest)} more groups are gained\n`);
  return [
    {
      before: "**Groups and credentials:**\n\n",
      rows,
      after: "\n",
      title: "the list of groups that are gained",
      weight: "vital",
    },
  ];
}

function gainRow(gain: Gain, named: number): string {
  const { users } = gain;
  const subject = `${shown(users.length)} ${users.length === 1 ? "user" : "users"}`;
  const names = users.slice(0, named).map((user) => code(showRef(user)));
  const more = users.length > named ? ` and ${shown(users.length - named)} more` : "";
  return `- **${subject}** ${gainText(gain, code)}: ${names.join(", ")}${more}\n`;
}

function refusals({ errors, jobs }: Report): Section[] {
  const texts = [
    ...jobs.flatMap((job) => job.refusals.map((refusal) => `**Refused:** ${nameOf(job)}\n\n${codeBlock(refusal)}\n\n`)),
    ...errors.map((error) => `**Failed:**\n\n${codeBlock(error)}\n\n`),
  ];
  return texts.length === 0 ? [] : [{ before: "", rows: texts, after: "", title: "refusals", weight: "ordinary" }];
}

/** The resources, and what becomes of each if that is not plain from its users. */
function wholeResources({ others }: Report, jobs: readonly PlanDocument[]): Section[] {
  const rows = [
    ...jobs.map((job) => {
      const note = verbSentence(job) ?? "";
      // Of one that is refused a preview does not say what it would change.
      if (isRefused(job) && job.users.length === 0) return `| ${nameOf(job)} | | | ${note} |\n`;
      const line = tallyLine(job.users) ?? (job.untold.length > 0 ? NOT_TOLD : "no user changes");
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
  const before = "| resource | users | unchanged | note |\n|---|---|---|---|\n";
  return [{ before, rows, after: "\n", title: "resources", weight: "ordinary" }];
}

/** The users that are not told. They are vital, because nobody can say that they gain nothing. */
function untold(jobs: readonly PlanDocument[]): Section[] {
  const rows = jobs.flatMap((job) => job.untold.map((text) => `**Not told:** ${nameOf(job)}: ${text}\n\n`));
  return rows.length === 0 ? [] : [{ before: "", rows, after: "", title: "users not told", weight: "vital" }];
}

function settingSections(jobs: readonly PlanDocument[]): Section[] {
  const rows = jobs.flatMap((job) =>
    job.settings.map((setting) => `| ${nameOf(job)} | ${code(setting.name)} | ${code(setting.change)} |\n`),
  );
  if (rows.length === 0) return [];
  const before = "**Settings**\n\n| resource | setting | value |\n|---|---|---|\n";
  return [{ before, rows, after: "\n", title: "settings", weight: "vital" }];
}

function nameOf({ resource: { project, stack, name }, verb }: PlanDocument): string {
  return verb === "compare" ? code(name) : `${code(`${project}/${stack}`)} ${code(name)}`;
}

interface Told {
  readonly job: PlanDocument;
  readonly user: PlannedUser;
}

/** The users of one kind. Those that gain a group or get another secret come first, and are never folded away. */
function usersOfKind(kind: Kind, jobs: readonly PlanDocument[]): Section[] {
  const several = jobs.filter(({ users }) => users.length > 0).length > 1;
  const found = jobs.flatMap((job) => job.users.filter(({ action }) => action === kind).map((user) => ({ job, user })));
  const gaining = found.filter(({ user }) => isPrivileged(user));
  const others = found.filter(({ user }) => !isPrivileged(user));
  const isOpen = open.has(kind) || (kind === "update" && found.length <= FEW);
  const titleOf = (told: readonly Told[]): string =>
    `${shown(told.length)} ${told.length === 1 ? "user" : "users"} ${kindWords[kind].title}`;
  const apart = others.length > 0 ? `, with a gain of groups or another secret` : "";
  const table = (told: readonly Told[]) => tableOf(kind, told, several);
  return [
    ...(gaining.length === 0 ? [] : [openSection(titleOf(gaining) + apart, table(gaining), "vital")]),
    ...(others.length === 0
      ? []
      : [
          isOpen
            ? openSection(titleOf(others), table(others), "ordinary")
            : foldedSection(titleOf(others), table(others)),
        ]),
  ];
}

type Table = Pick<Section, "before" | "rows">;

function openSection(title: string, { before, rows }: Table, weight: Section["weight"]): Section {
  return { before: `**${title}**\n\n${before}`, rows, after: "\n", title, weight };
}

function foldedSection(title: string, { before, rows }: Table): Section {
  return {
    before: `<details><summary>${title}</summary>\n\n${before}`,
    rows,
    after: "\n</details>\n\n",
    title,
    weight: "folded",
  };
}

function tableOf(kind: Kind, told: readonly Told[], several: boolean): Table {
  return {
    before: `| action |${several ? " resource |" : ""} user | identity | change |\n|---|${several ? "---|" : ""}---|---|---|\n`,
    rows: told.map(
      ({ job, user }) => `| ${kindWords[kind].sign} |${several ? ` ${nameOf(job)} |` : ""} ${cellsOf(user)} |\n`,
    ),
  };
}

function cellsOf(user: PlannedUser): string {
  const { identity } = user;
  const said = [
    ...phrases(user).map(({ field, text }) => `${field} ${code(text)}`),
    ...notesOf(user).map((note) => code(note)),
  ];
  return `${code(showRef(user))} | ${identity === undefined ? "" : code(identity)} | ${said.join("<br>")}`;
}

function notes(jobs: readonly PlanDocument[]): Section[] {
  const texts = jobs.flatMap((job) => job.notes.map((note) => `${nameOf(job)}\n\n${codeBlock(note)}\n\n`));
  if (texts.length === 0) return [];
  const before = "<details><summary>Notes</summary>\n\n";
  return [{ before, rows: texts, after: "</details>\n", title: "notes", weight: "folded" }];
}

/** The whole page. */
export function wholePage({ head, gains, sections }: Page): string {
  return [
    ...head,
    "",
    ...[...gains(FEW_NAMES), ...sections].map(({ before, rows, after }) => before + rows.join("") + after),
  ].join("\n");
}
