/** A plausible change to a pipeline, and the fault it makes. */
export interface Slip {
  readonly was: RegExp | string;
  readonly is: string;
  readonly wrong: string;
}

/** Commands that run a state's code with the job's keys. A preview of a program takes the code from the program. */
const RUNS_A_STATE = /\b(pulumi (up|update|refresh|destroy)|(pulumi|ciam) preview .*--refresh)\b/;
const LOOKS_AT_A_STATE = /\bpulumi stack export \| npx --no-install ciam doctor --state -/;
/** Each of these writes secrets to the screen or a file. */
const TALKATIVE = /\s(--debug|-d|--verbose|-v\d*|--logtostderr|--show-secrets|--event-log)\b|\bset -x\b|\bprintenv\b/;

/** The faults in the lines of one job. */
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
