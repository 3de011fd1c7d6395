import { visible, withUnseenAs } from "../../text/escape";

/**
 * Text from elsewhere as a code span: nothing in it is markup, HTML, a mention, a link or a reference to an issue there.
 * It can stand in a table.
 */
export function code(text: string): string {
  const shown = visible(text.replace(/\s*\n\s*/g, " ⏎ "))
    // Inside a table a backslash before a pipe would be taken for the escape of the backslash.
    .replace(/\\(?=\|)/g, "\\ ")
    .replaceAll("|", "\\|");
  const longest = Math.max(0, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  const pad = shown.startsWith("`") || shown.endsWith("`") || shown === "" ? " " : "";
  return `${fence}${pad}${shown}${pad}${fence}`;
}

/** Lines from elsewhere as a code block. */
export function codeBlock(text: string): string {
  const shown = withUnseenAs((character) => (character === "\n" ? character : " "), text);
  const longest = Math.max(2, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}text\n${shown}\n${fence}`;
}
