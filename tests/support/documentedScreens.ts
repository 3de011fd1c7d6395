/** A command in a page, and its output. */
export interface Screen {
  readonly command: string;
  /** `…` alone stands for any lines, or none. */
  readonly lines: readonly string[];
}

const DURATION = /^\nDuration: .*\n/m;
const BLOCK = /^(`{3,})console\n([^]*?)^\1$/gm;

/** The commands of a page's screens, in order. */
export function screensOf(page: string): Screen[] {
  const screens: { command: string; lines: string[] }[] = [];
  for (const [, , block = ""] of page.matchAll(BLOCK)) {
    for (const line of block.trimEnd().split("\n")) {
      if (line.startsWith("$ ")) screens.push({ command: line.slice(2), lines: [] });
      else screens.at(-1)?.lines.push(line);
    }
    // A page has an empty line before the next command of a block.
    for (const { lines } of screens) while (lines.at(-1) === "") lines.pop();
  }
  return screens;
}

/** True if a real screen matches the page, apart from ids and durations, which differ from run to run. */
export function isAsShown({ lines }: Screen, real: string): boolean {
  const shown = lines.map((line) =>
    line.trim() === "…" ? "(?:.*\\n)*" : `${plain(line).replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")}\\n`,
  );
  const screen = real.replace(DURATION, "").split("\n").map(plain).join("\n").trimEnd();
  return new RegExp(`^${shown.join("")}$`).test(screen === "" ? "" : `${screen}\n`);
}

function plain(line: string): string {
  return line.trimEnd().replace(/\b[0-9a-f]{32}\b/g, "ID");
}
