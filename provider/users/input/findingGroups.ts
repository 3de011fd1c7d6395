import { count } from "../../../text/format";
import type { Finding } from "./finding";

/** A kind that comes up more often than this is one mistake made again and again. */
const FEW = 5;

/** So many places of such a kind are named. */
const FIRST = 3;

/** What nobody would read to its end. */
const MOST_LINES = 50;
const LONGEST = 400;

/** A line about findings: one of them, or what has been left out. */
export type FindingLine = { readonly where: string; readonly rule: string } | { readonly rest: string };

interface Kind {
  readonly name: string;
  count: number;
  shown: number;
}

/**
 * What is shown of findings, of however many: a few of each kind, in their order, and then how many more there are of
 * it. Everything is told as long as nothing comes up more than a few times.
 */
export function findingLines(findings: readonly Finding[]): FindingLine[] {
  const kinds = new Map<string, Kind>();
  for (const finding of findings) {
    const name = kindOf(finding);
    const kind = kinds.get(name);
    if (kind) kind.count++;
    else kinds.set(name, { name, count: 1, shown: 0 });
  }
  const all = [...kinds.values()];
  const isRoomForAll = all.reduce((lines, { count }) => lines + (count > FEW ? FIRST : count), 0) <= MOST_LINES;
  const lines: FindingLine[] = [];
  for (const finding of findings) {
    if (lines.length >= MOST_LINES) break;
    const kind = kinds.get(kindOf(finding));
    if (!kind || kind.shown >= (isRoomForAll ? (kind.count > FEW ? FIRST : FEW) : 1)) continue;
    kind.shown++;
    lines.push({ where: clipped(finding.where), rule: clipped(finding.rule) });
  }
  return [...lines, ...rests(all)];
}

/** How a line reads where nothing sets its place apart. */
export function lineText(line: FindingLine): string {
  return "rest" in line ? line.rest : `${line.where}: ${line.rule}`;
}

function rests(kinds: readonly Kind[]): FindingLine[] {
  const open = kinds.filter(({ count, shown }) => count > shown);
  const told = open.filter(({ shown }) => shown > 0).slice(0, MOST_LINES);
  const others = open.filter((kind) => !told.includes(kind));
  const more = others.reduce((sum, { count, shown }) => sum + count - shown, 0);
  return [
    ...told.map(({ name, count: total, shown }) => ({
      rest: clipped(
        `and ${(total - shown).toLocaleString("en-US")} more, ${total.toLocaleString("en-US")} in all: ${name}`,
      ),
    })),
    ...(more > 0 ? [{ rest: `and ${count(more, "more finding")} of ${count(others.length, "other kind")}` }] : []),
  ];
}

function kindOf({ rule, kind = rule }: Finding): string {
  return kind;
}

function clipped(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}
