import type { Page, Section } from "./markdown";

/** GitHub takes 65,536 characters in a comment, and its own additions need some of them. */
export const COMMENT_LIMIT = 64_000;

/** Room kept for the line that says what was left out. */
const TAIL = 600;

/**
 * The page within a limit of characters: its head, and of its sections as many rows as there is room for, from the top,
 * where the risk is. What is left out is counted, and said where to find.
 */
export function withinLimit(
  { head, sections }: Page,
  limit: number,
  whereTheRestIs: string,
): { text: string; leftOut: readonly string[] } {
  let text = `${cutHead(head, limit - TAIL)}\n\n`;
  const left: string[] = [];
  for (const section of sections) {
    const room = limit - TAIL - text.length;
    const { fitting, cut } = fit(section, room);
    text += fitting;
    if (cut > 0)
      left.push(cut === section.rows.length ? section.title : `${cut.toLocaleString("en-US")} of ${section.title}`);
  }
  if (left.length === 0) return { text, leftOut: [] };
  const named = left.slice(0, 5).join("; ");
  const more = left.length > 5 ? ` and ${String(left.length - 5)} more parts` : "";
  return { text: `${text}\n**Left out here:** ${named}${more}. ${whereTheRestIs}\n`, leftOut: left };
}

function cutHead(head: readonly string[], limit: number): string {
  const text = head.join("\n");
  return text.length > limit ? text.slice(0, limit) : text;
}

/** As many rows as there is room for, with what stands around them. */
function fit({ before, rows, after }: Section, room: number): { fitting: string; cut: number } {
  let used = before.length + after.length + 2;
  let count = 0;
  for (const row of rows) {
    if (used + row.length > room) break;
    used += row.length;
    count++;
  }
  if (count === 0) return { fitting: "", cut: rows.length };
  return { fitting: `${before}${rows.slice(0, count).join("")}${after}\n`, cut: rows.length - count };
}
