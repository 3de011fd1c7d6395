import { stripVTControlCharacters } from "node:util";

/** Which blocks of a command's output tell something here. */
export interface Wanted {
  readonly outputs: boolean;
}

/**
 * The part of what `pulumi up` or `destroy` print that a reader wants: rows that have ended, diagnostics, outputs if
 * wanted, the tally. Left out are the preview that comes first, rows still moving, and durations.
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

/** The part of what `--diff` prints that a reader wants: what changes, without URNs, and the tally. */
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

/** What the provider had to say beside a diff. */
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
 * A row of one of our resources in its last form, of a preview or of an update; what it goes on to say is among the
 * diagnostics too.
 */
const lastForm = new RegExp(
  String.raw`^(.*ciam:\w+ \S+ ${colours}(?:(?:creat|updat|delet|replac)ed?|\*\*\w+ failed\*\*)(?!\w))(?: \([\d.]+s\))?(.*?\[diff: [^\]]*\])?`,
);

function endedRow({ shown }: Line): Line[] {
  const [, row, diff = ""] = lastForm.exec(shown) ?? [];
  return row === undefined ? [] : [line(row + diff)];
}

/** The stack repeats that the update failed, after the resource has said why. */
function isEcho({ plain }: Line): boolean {
  return plain.trim() === "error: update failed" || plain.trim().startsWith("pulumi:pulumi:Stack (");
}

/** Moves the lines to the left by the indent of the first one, behind whatever colours they begin with. */
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

/** An empty line before each block and none after its title, none twice and none at the ends. */
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
