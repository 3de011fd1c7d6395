import { FEW_NAMES, type Page, type Section } from "./markdown";

/** Room kept for the lines that say what was left out, beside the words that say where it is. */
const TAIL = 1_000;

/** The greatest share of the room for users who gain something, where others at risk need the rest. */
const VITAL_SHARE = 0.75;

/** A row that is longer is left out by itself, so that it takes no room from those after it. */
const LONG_ROW = 4_000;

/**
 * The page within a limit of characters: its head, and of its sections as many rows as there is room for. Who gains
 * something gets room first, then the others from the top, where the risk is. What is left out is counted, and said where
 * to find; of those who gain something that is said at the top.
 */
export function withinLimit(
  page: Page,
  limit: number,
  whereTheRestIs: string,
): { text: string; leftOut: readonly string[] } {
  const room = limit - TAIL - whereTheRestIs.length;
  const top = cutHead(page.head, room);
  const { parts, areAllNamed } = fitted(page, room - top.length - 2);
  const left = parts.flatMap(({ section, cut }) => {
    if (cut === 0) return [];
    const said = cut === section.rows.length ? section.title : `${counted(cut)} of ${section.title}`;
    return [{ said, isVital: section.weight === "vital" }];
  });
  const vital = left.filter(({ isVital }) => isVital).map(({ said }) => said);
  const alarm = vital.length === 0 ? "" : `${alarmOf(vital, areAllNamed)}\n\n`;
  const text = `${top}\n\n${alarm}${parts.map(({ fitting }) => fitting).join("")}`;
  if (left.length === 0) return { text, leftOut: [] };
  const leftOut = left.map(({ said }) => said);
  return { text: `${text}\n**Left out here:** ${someOf(leftOut, 5)}. ${whereTheRestIs}\n`, leftOut };
}

function alarmOf(leftOut: readonly string[], areAllNamed: boolean): string {
  const rows = someOf(leftOut, 3);
  return areAllNamed
    ? `> **Everybody who gains something is named in the list below, and not everybody has a row of its own besides.** Without: ${rows}.`
    : `> **There is no room here for everybody who gains something. Not shown: ${rows}.** Do not approve what you have not seen.`;
}

function someOf(leftOut: readonly string[], most: number): string {
  const more = leftOut.length > most ? ` and ${String(leftOut.length - most)} more parts` : "";
  return `${leftOut.slice(0, most).join("; ")}${more}`;
}

function cutHead(head: readonly string[], limit: number): string {
  const text = head.join("\n");
  return text.length > limit ? text.slice(0, limit) : text;
}

/** As much of a section as there is room for. */
interface Part {
  readonly section: Section;
  readonly fitting: string;
  readonly cut: number;
}

/** The sections cut to the room. If that is too small for a row of each gaining user, at least their names come first. */
function fitted({ gains, sections }: Page, room: number): { parts: readonly Part[]; areAllNamed: boolean } {
  const brief = fitAll(gains(FEW_NAMES), sections, room, 1 / 3);
  if (brief.every(({ section, cut }) => section.weight !== "vital" || cut === 0)) {
    return { parts: brief, areAllNamed: true };
  }
  const lists = gains(Infinity);
  const named = fitAll(lists, sections, room, 1);
  const areAllNamed = named.slice(0, lists.length).every(({ cut }) => cut === 0);
  return { parts: areAllNamed ? named : brief, areAllNamed };
}

/** @param most the share that the list of gains may have of what is for those who gain something */
function fitAll(lists: readonly Section[], sections: readonly Section[], room: number, most: number): Part[] {
  const of = (weight: Section["weight"]): Section[] => sections.filter((section) => section.weight === weight);
  const wanted = of("ordinary").reduce((sum, { before, rows, after }) => sum + lengthOf([before, ...rows, after]), 0);
  const share = Math.max(room * VITAL_SHARE, room - wanted);
  const parts = new Map<Section, Part>();
  let used = 0;
  const take = (section: Section, allowed: number): void => {
    const part = fit(section, allowed - used);
    used += part.fitting.length;
    parts.set(section, part);
  };
  for (const list of lists) take(list, share * most);
  for (const section of of("vital")) take(section, share);
  for (const section of [...of("ordinary"), ...of("folded")]) take(section, room);
  return [...lists, ...sections].flatMap((section) => parts.get(section) ?? []);
}

/** As many rows as there is room for, with what stands around them. */
function fit(section: Section, room: number): Part {
  const { before, rows, after } = section;
  let used = before.length + after.length + 2;
  const taken: string[] = [];
  for (const row of rows) {
    if (row.length > LONG_ROW && used + row.length > room) continue;
    if (used + row.length > room) break;
    used += row.length;
    taken.push(row);
  }
  if (taken.length === 0) return { section, fitting: "", cut: rows.length };
  return { section, fitting: `${before}${taken.join("")}${after}\n`, cut: rows.length - taken.length };
}

function lengthOf(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + text.length, 0);
}

function counted(count: number): string {
  return count.toLocaleString("en-US");
}
