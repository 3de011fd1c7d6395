import { compareText } from "../../../text/values";

/** Something in a declaration that has to be mended before anything can be sent. */
export interface Finding {
  /** Where it is: `userSets["staff"].alice.email` in a program, `users/staff.csv:12:3` in a file. */
  readonly where: string;
  /** What is wrong and how to mend it. Never a credential; other values masked. */
  readonly rule: string;
  /** What all findings of its kind have in common, where the rule speaks of one place alone. Default: the rule. */
  readonly kind?: string;
}

/** The kind of a finding about this part of a user, wherever the user is. */
export function kindAt(path: readonly PathStep[], rule: string): string {
  const name = showSteps(path.filter((step) => typeof step === "string")).replace(/^\./, "");
  return name === "" ? rule : `${name}: ${rule}`;
}

/** A step into a declaration: the name of a member, or an index. */
export type PathStep = string | number;

/** A place in a program's user sets, written as the program would write it. */
export function userSetsPath(set: string, ...steps: readonly PathStep[]): string {
  return `userSets[${JSON.stringify(set)}]${showSteps(steps)}`;
}

/** `.alice.customAttributes[0].value`; names that need quotes get them. */
export function showSteps(steps: readonly PathStep[]): string {
  return steps.map(showStep).join("");
}

function showStep(step: PathStep): string {
  if (typeof step === "number") return `[${step}]`;
  return /^[A-Za-z_$][\w$]*$/.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`;
}

/** The other way round, for paths that people or the engine wrote: `userSets.staff["a.b"].email` → userSets, staff, a.b, email. */
export function readSteps(path: string): string[] {
  return [...path.matchAll(/\["((?:[^"\\]|\\.)*)"\]|\[([^\][]*)\]|([^.[]+)/g)].map(
    ([, quoted, index, name]) => quoted?.replace(/\\(.)/g, "$1") ?? index ?? name ?? "",
  );
}

/** By place, then by rule, so that two runs tell the same story in the same order. */
export function compareFindings(a: Finding, b: Finding): number {
  return compareText(a.where, b.where) || compareText(a.rule, b.rule);
}
