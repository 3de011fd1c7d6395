import { stripVTControlCharacters } from "node:util";

/** The wanted blocks of a command's output. */
export interface Wanted {
  readonly outputs: boolean;
}

/**
 * The rows of `pulumi up` or `destroy` that matter to a reader: finished rows, diagnostics, outputs if wanted, the
 * tally. Without the preview at the beginning, unfinished rows and durations.
 */
export function meaningfulRows(text: string, { outputs }: Wanted): string[] {
  const lines = linesOf(text);
  const begin = lines.findIndex(isBeginning);
  const kept: Line[] = [];
  let block = "rows";
  for (const line of lines.slice(begin + 1)) {
    if (isEnd(line)) break;
    block = blockTitle(line) ?? block;
    if (block === "rows") kept.push(...endedRow(line));
    else if (block !== "Outputs" || outputs) kept.push(line);
  }
  return spaced(kept.filter((line) => !isEcho(line)));
}

/** The part of a `--diff` that matters to a reader: the changes without URNs, and the tally. */
export function meaningfulDiff(text: string): string[] {
  const lines = linesOf(text);
  const begin = lines.findIndex(({ plain }) => /^ *[~+-] pulumi-nodejs:/.test(plain));
  if (begin === -1) return [];
  const rest = lines.slice(begin);
  const end = rest.findIndex((line) => isBeginning(line) || isEnd(line));
  const kept = rest.slice(0, end === -1 ? undefined : end).filter(({ plain }) => !/^ *\[(?:urn|id)=/.test(plain));
  const tally = kept.findIndex((line) => blockTitle(line) !== undefined);
  return spaced([...dedented(kept.slice(0, tally)), ...kept.slice(tally)]);
}

/** The provider's notes beside a diff. */
export function meaningfulNotes(text: string): string[] {
  const notes = linesOf(text).filter(({ plain }) => /^(?:plan|unmanaged|no longer declared)\b/.test(plain));
  return [...new Set(notes.map(({ shown }) => shown))];
}

interface Line {
  /** With its colours. */
  readonly shown: string;
  readonly plain: string;
}

/** Any colours, as a pattern. */
const colours = String.raw`(?:\u001b\[[\d;]*m)*`;

function linesOf(text: string): Line[] {
  return text.split("\n").map(line);
}

function line(shown: string): Line {
  return { shown, plain: stripVTControlCharacters(shown).trimEnd() };
}

function blockTitle({ plain }: Line): string | undefined {
  return /^(Diagnostics|Outputs|Resources):$/.exec(plain)?.[1];
}

function isBeginning({ plain }: Line): boolean {
  return /^(?:Updating|Refreshing|Destroying) \(/.test(plain);
}

function isEnd({ plain }: Line): boolean {
  return plain.startsWith("Duration: ");
}

/**
 * The last form of a row of our resources, in a preview or an update; what follows in it also stands among the
 * diagnostics.
 */
const lastForm = new RegExp(
  String.raw`^(.*ciam:\w+ \S+ ${colours}(?:(?:creat|updat|delet|replac)ed?|\*\*\w+ failed\*\*)(?!\w))(?: \([\d.]+s\))?(.*?\[diff: [^\]]*\])?`,
);

function endedRow({ shown }: Line): Line[] {
  const [, row, diff = ""] = lastForm.exec(shown) ?? [];
  return row === undefined ? [] : [line(row + diff)];
}

/** The stack repeats that the update failed, after the resource gave the reason. */
function isEcho({ plain }: Line): boolean {
  return plain.trim() === "error: update failed" || plain.trim().startsWith("pulumi:pulumi:Stack (");
}

/** Moves the lines left by the indent of the first one, after any colours at the beginning. */
function dedented(lines: readonly Line[]): Line[] {
  const indent = /^ */.exec(lines[0]?.plain ?? "")?.[0].length ?? 0;
  return lines.map(({ shown, plain }) =>
    plain.startsWith(" ".repeat(indent)) ? line(withoutIndent(shown, indent)) : line(shown),
  );
}

function withoutIndent(shown: string, indent: number): string {
  let toGo = indent;
  return shown.replace(/^(?:\u001b\[[\d;]*m| )*/, (start) => start.replace(/ /g, (space) => (toGo-- > 0 ? "" : space)));
}

/** One empty line before each block, none after its title, none twice and none at the ends. */
function spaced(lines: readonly Line[]): string[] {
  const kept: Line[] = [];
  for (const one of lines) {
    const last = kept.at(-1);
    const isApart = last === undefined || last.plain === "" || blockTitle(last) !== undefined;
    if (blockTitle(one) !== undefined && !isApart) kept.push(line(""));
    if (one.plain !== "" || !isApart) kept.push(one);
  }
  while (kept.at(-1)?.plain === "") kept.pop();
  return kept.map(({ shown, plain }) => (plain === "" ? "" : shown));
}
