import { NotPlain, Unreadable } from "./text";

/** A record of a table, and the line it begins in. */
export interface PlainRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

/** The records of a CSV, character by character. */
export function csvRecords(text: string, delimiter: string, isRelaxed: boolean): PlainRecord[] {
  const records: PlainRecord[] = [];
  let line = 1;
  let at = 0;
  while (at < text.length) {
    const begin = line;
    const cells: string[] = [];
    for (;;) {
      let cell = "";
      if (text[at] === '"') {
        at++;
        while (text[at] !== '"' || text[at + 1] === '"') {
          if (at >= text.length) throw new Unreadable("a quote is not closed");
          if (text[at] === '"') at++;
          if (text[at] === "\n" || (text[at] === "\r" && text[at + 1] !== "\n")) line++;
          cell += text[at] ?? "";
          at++;
        }
        at++;
        if (at < text.length && text[at] !== delimiter && text[at] !== "\n" && text[at] !== "\r") {
          if (isRelaxed) throw new NotPlain("text behind a quote");
          throw new Unreadable("text behind a quote");
        }
      } else {
        while (at < text.length && text[at] !== delimiter && text[at] !== "\n" && text[at] !== "\r") {
          if (text[at] === '"' && !isRelaxed) throw new Unreadable("a quote in a cell");
          cell += text[at] ?? "";
          at++;
        }
      }
      cells.push(cell);
      if (text[at] !== delimiter) break;
      at++;
    }
    if (text[at] === "\r" && text[at + 1] === "\n") at++;
    at++;
    line++;
    records.push({ line: begin, cells });
  }
  return records.filter(({ cells }) => cells.some((cell) => bare(cell) !== ""));
}

/** Without white space of any width and marks that nobody sees around it. */
export function bare(text: string): string {
  return text.replace(/^[\s\u200b-\u200f\u2060\ufeff]+|[\s\u200b-\u200f\u2060\ufeff]+$/g, "");
}
