/**
 * What a screen does not show, or takes for an order to itself: control characters, what turns the direction of writing
 * round, what has no width, ends of lines, halves of characters, and spaces that look like the one of the keyboard. The
 * ideographic space has the width of a letter and belongs into Chinese text.
 */
const UNSEEN =
  /[\p{Control}\p{Format}\p{Surrogate}\p{Line_Separator}\p{Paragraph_Separator}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\u2800]|(?![ \u3000])\p{Space_Separator}/u;

const EVERY_UNSEEN = new RegExp(UNSEEN, "gu");

/**
 * A text from elsewhere, fit to stand in a line: whatever cannot be seen in it is written out, as in `\u{1b}`, so it
 * neither moves the cursor nor begins another line.
 */
export function visible(text: string): string {
  return withUnseenAs((character) => `\\u{${codeOf(character)}}`, text);
}

/** A text with something else in the place of whatever cannot be seen in it. */
export function withUnseenAs(shown: (character: string) => string, text: string): string {
  return isPlain(text) ? text : text.replace(EVERY_UNSEEN, shown);
}

/** Text for a screen: a line, or lines that are some because whoever made the text made them so. */
export type Lines = string | readonly string[];

/** The one way of a text to a screen. A line end inside one of the lines came with a value, and does not end it. */
export function onScreen(text: Lines): string {
  return typeof text === "string" ? screenLine(text) : text.map(screenLine).join("\n");
}

function screenLine(text: string): string {
  return inert(visible(text));
}

/** `::error::` and its like are orders to a pipeline where a line begins with them, blanks apart. */
const ORDER_OF_A_LINE = /^(\s*):(?=:)/;

/** `##[error]`, `##vso[task.complete]` and `##teamcity[message]` are orders wherever they stand. */
const ORDER_ANYWHERE = /#(?=#[\w.-]*\[)/g;

/** A line that no pipeline takes for an order, although it prints what people wrote. */
export function inert(line: string): string {
  return line.replace(ORDER_OF_A_LINE, "$1\\u{3a}").replace(ORDER_ANYWHERE, "\\u{23}");
}

/** JSON for a program that may be read on a screen too: the same values, with every unseen character written out. */
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

/** As JSON has it: four digits for each half of a character. */
function unitsOf(character: string): string {
  const units = Array.from({ length: character.length }, (_, at) => character.charCodeAt(at));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`).join("");
}
