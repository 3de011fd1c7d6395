/** The lines that only one of two texts has, in the order of the texts: `- old`, `+ new`. */
export function linesChanged(before: string, after: string): string[] {
  const old = before.split("\n");
  const now = after.split("\n");
  const gone = old.filter((line) => !now.includes(line)).map((line) => `- ${line}`);
  const come = now.filter((line) => !old.includes(line)).map((line) => `+ ${line}`);
  return [...gone, ...come];
}
