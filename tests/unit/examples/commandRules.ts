/** A change that somebody might make to a pipeline, and what is wrong with it then. */
export interface Slip {
  readonly was: RegExp | string;
  readonly is: string;
  readonly wrong: string;
}

/** What runs a state's code with the keys that are there. A preview of a program takes the code from the program. */
const RUNS_A_STATE = /\bpulumi (up|update|refresh|destroy|preview .*--refresh)\b/;
const LOOKS_AT_A_STATE = /\bpulumi stack export \| npx --no-install ciam doctor --state -/;
/** Each of them writes secrets to the screen or to a file. */
const TALKATIVE = /\s(--debug|-d|--verbose|-v\d*|--logtostderr|--show-secrets|--event-log)\b|\bset -x\b|\bprintenv\b/;

/** What is wrong with the lines that one job types. */
export function wrongCommands(lines: readonly string[]): string[] {
  const wrong: string[] = [];
  let hasLooked = false;
  for (const line of lines) {
    hasLooked ||= LOOKS_AT_A_STATE.test(line);
    if (/\bnpm (ci|i|install)\b/.test(line) && !/^npm ci --ignore-scripts$/.test(line))
      wrong.push(`${line}: runs scripts of packages, or installs what is not locked`);
    if (/\bnpx\b/.test(line) && !line.includes("npx --no-install")) wrong.push(`${line}: installs what it runs`);
    if (TALKATIVE.test(line)) wrong.push(`${line}: says secrets`);
    if (RUNS_A_STATE.test(line) && !hasLooked) wrong.push(`${line}: runs a state that nobody has looked at`);
  }
  return wrong;
}
