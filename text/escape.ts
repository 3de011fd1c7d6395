/**
 * Characters that a screen does not show or obeys: control characters, changes of the writing direction, characters
 * without width, line ends, halves of characters, and spaces that look like the plain one. The ideographic space is as
 * wide as a letter and belongs in Chinese text.
 */
const UNSEEN =
  /[\p{Control}\p{Format}\p{Surrogate}\p{Line_Separator}\p{Paragraph_Separator}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\u2800]|(?![ \u3000])\p{Space_Separator}/u;

const EVERY_UNSEEN = new RegExp(UNSEEN, "gu");

/**
 * A foreign text made safe for a line: every unseen character is written out, as in `\u{1b}`, so it neither moves the
 * cursor nor begins another line.
 */
export function visible(text: string): string {
  return withUnseenAs((character) => `\\u{${codeOf(character)}}`, text);
}

/** The text with every unseen character replaced. */
export function withUnseenAs(shown: (character: string) => string, text: string): string {
  return isPlain(text) ? text : text.replace(EVERY_UNSEEN, shown);
}

/** Text for a screen: one line, or a list of lines that its author separated. */
export type Lines = string | readonly string[];

/** A text as its lines. */
export function linesIn(text: Lines): readonly string[] {
  return typeof text === "string" ? [text] : text;
}

/** The only way of a text to a screen. A line end inside a line came with a value, and does not end the line. */
export function onScreen(text: Lines): string {
  return linesIn(text).map(screenLine).join("\n");
}

function screenLine(text: string): string {
  return inert(visible(text));
}

/** `::error::` and the like are commands to a pipeline at the beginning of a line, even after blanks. */
const ORDER_OF_A_LINE = /^(\s*):(?=:)/;

/** `##[error]`, `##vso[task.complete]` and `##teamcity[message]` are commands anywhere in a line. */
const ORDER_ANYWHERE = /#(?=#[\w.-]*\[)/g;

/** A line that no pipeline takes for a command, although it prints foreign text. */
export function inert(line: string): string {
  return line.replace(ORDER_OF_A_LINE, "$1\\u{3a}").replace(ORDER_ANYWHERE, "\\u{23}");
}

/** JSON for programs that a person may also read on a screen: the same values, with every unseen character escaped. */
export function jsonText(value: unknown, indent?: number): string {
  const text = JSON.stringify(value, undefined, indent);
  const plain = indent === undefined ? text : text.replaceAll("\n", " ");
  if (isPlain(plain) && !plain.includes("##")) return text;
  return text
    .replace(EVERY_UNSEEN, (character) => (character === "\n" ? character : unitsOf(character)))
    .replace(ORDER_ANYWHERE, "\\u0023");
}

function isPlain(text: string): boolean {
  return !UNSEEN.test(text);
}

function codeOf(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16);
}

/** The JSON escape: four digits for each half of a character. */
function unitsOf(character: string): string {
  const units = Array.from({ length: character.length }, (_, at) => character.charCodeAt(at));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`).join("");
}
