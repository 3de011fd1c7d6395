import { visible, withUnseenAs } from "../../text/escape";

/**
 * Text from elsewhere as a code span: nothing in it is markup, HTML, a mention, a link or a reference to an issue there.
 * It can stand in a table.
 */
export function code(text: string): string {
  const shown = visible(text.replace(/\s+/g, (blank) => (blank.includes("\n") ? " ⏎ " : blank)))
    // Inside a table a backslash before a pipe would be taken for the escape of the backslash.
    .replace(/\\(?=\|)/g, "\\ ")
    .replaceAll("|", "\\|");
  const fence = "`".repeat(longestRun(shown) + 1);
  const pad = shown.startsWith("`") || shown.endsWith("`") || shown === "" ? " " : "";
  return `${fence}${pad}${shown}${pad}${fence}`;
}

/** Lines from elsewhere as a code block. */
export function codeBlock(text: string): string {
  const shown = withUnseenAs((character) => (character === "\n" ? character : " "), text);
  const longest = Math.max(2, longestRun(shown));
  const fence = "`".repeat(longest + 1);
  return `${fence}text\n${shown}\n${fence}`;
}

/** The most backticks in a row. */
function longestRun(text: string): number {
  let longest = 0;
  for (const [run] of text.matchAll(/`+/g)) longest = Math.max(longest, run.length);
  return longest;
}
