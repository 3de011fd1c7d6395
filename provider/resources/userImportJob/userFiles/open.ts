import { isObject } from "../../../../text/values";
import { hasUnknown } from "../../../users/input/envelope/unknown";
import { showSteps, type Finding } from "../../../users/input/finding";

import type { Services } from "../../resource";
import type { DeclaredArgs } from "../inputs/args";
import { FileSet } from "./fileSet";
import { givenFile, nameProblems, stamped, stampOf } from "./given";

/** The input `userFiles`, and what is known of it from before. */
export interface FilesToOpen {
  readonly userFiles: unknown;
  readonly userSets: unknown;
  /** The input of the last run. */
  readonly before: unknown;
  /** In hex. */
  readonly printKey: string;
  readonly args: DeclaredArgs;
  readonly services: Services;
  /** The files as this process has seen them before. */
  readonly earlier: ReadonlyMap<string, FileSet> | undefined;
}

export interface OpenedFiles {
  readonly sets: ReadonlyMap<string, FileSet>;
  /** The input as it goes into the state. */
  readonly input: Readonly<Record<string, unknown>>;
  readonly findings: readonly Finding[];
  readonly warnings: readonly Finding[];
  readonly notes: readonly Finding[];
  /** Whether which file it is, or how it is read, is known by `up` only. */
  readonly hasUnknowns: boolean;
  /** Whether all files have the users that the state says, under the same names. */
  readonly areAsBefore: boolean;
}

/** Opens all files of a resource, and reads those that are not as they were. */
export function openFiles({ userFiles, userSets, before, args, services, ...rest }: FilesToOpen): OpenedFiles {
  const sets = new Map<string, FileSet>();
  const input: Record<string, unknown> = {};
  const findings: Finding[] = [];
  const warnings: Finding[] = [];
  const notes: Finding[] = [];
  let hasUnknowns = false;
  const old = isObject(before) ? before : {};
  if (!isObject(userFiles)) {
    const rule = "must be a map from the name of a set to its file";
    return {
      sets,
      input,
      findings: userFiles === undefined ? [] : [{ where: "userFiles", rule }],
      warnings,
      notes,
      hasUnknowns: hasUnknown(userFiles),
      areAsBefore: Object.keys(old).length === 0,
    };
  }
  for (const [name, value] of Object.entries(userFiles)) {
    const where = `userFiles${showSteps([name])}`;
    for (const rule of nameProblems(name, userSets)) findings.push({ where, rule });
    if (hasUnknown(value)) {
      hasUnknowns = true;
      input[name] = value;
      continue;
    }
    const given = givenFile(value);
    if ("problems" in given) {
      for (const rule of given.problems) findings.push({ where, rule });
      input[name] = value;
      continue;
    }
    const rules = fileRules(name, args, services, rest.printKey);
    const stamp = stampOf(old[name]);
    const opened = FileSet.open(name, given.file, rules, stamp, rest.earlier?.get(name));
    findings.push(...opened.findings);
    warnings.push(...opened.warnings);
    notes.push(...opened.notes);
    if (opened.set) sets.set(name, opened.set);
    input[name] = opened.set ? stamped(value, opened.set.stamp) : value;
  }
  const areAsBefore =
    Object.keys(old).length === sets.size &&
    [...sets].every(([name, { stamp }]) => stampOf(old[name])?.digest === stamp.digest);
  return { sets, input, findings, warnings, notes, hasUnknowns, areAsBefore };
}

/** What decides, besides file and options, who the users of a file are. */
export function fileRules(name: string, args: DeclaredArgs, services: Services, printKey: string) {
  const { ownerAttribute, phoneCountry, ignoreFields, passwordsArePlain } = args;
  return {
    directory: services.directory,
    disclosure: services.disclosure,
    printKey,
    ownerAttribute,
    phoneCountry,
    ignoreFields,
    passwordsArePlain: passwordsArePlain === true || (passwordsArePlain !== false && passwordsArePlain.includes(name)),
  };
}
