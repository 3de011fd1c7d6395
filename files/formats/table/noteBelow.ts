import { bare } from "./cells";

/** The text of a line that is no user, in its only cell. */
const NOTE =
  /^(?:(?:sub|grand )?total|sum|summe|gesamt|count|anzahl|rows?|end of .*)(?![\p{L}\p{N}])|^(?:合计|总计|总数|小计|备注|注意|共\s*\d)|[:：](?:\s|$)|^[(（].*[)）]$|^[-=_*–—]{3,}$/iu;

/** True for a record with a single filled cell that is a sum or a note. */
export function isNoteBelow(cells: readonly string[], titles: readonly string[]): boolean {
  if (titles.length < 2) return false;
  let only = "";
  for (const cell of cells) {
    const text = cell === "" ? "" : bare(cell);
    if (text !== "" && only !== "") return false;
    if (text !== "") only = text;
  }
  return isNote(only);
}

/** Names have three words at most, as a rule. */
function isNote(text: string): boolean {
  return text.length > LONGEST_NAME || NOTE.test(text) || text.split(/\s+/).length > 3;
}

/** A longer text is nobody, and not looked through. */
const LONGEST_NAME = 300;
