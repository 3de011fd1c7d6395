import { userSetsPath, type Finding, type PathStep } from "../../provider/users/input/finding";
import { refuse } from "../sets/refuse";
import { isPlain } from "./values";

/**
 * Refuses values that would reach `check` changed or not at all: a lone surrogate becomes a replacement character on
 * the wire, and a member called `__proto__` vanishes when the SDK copies its object. `check` finds all else, and the
 * readers of files have checked theirs.
 */
export function refuseWhatTheWireWouldChange(name: string, userSets: unknown): void {
  const findings = [...changedOnTheWire(userSets, [])];
  if (findings.length > 0) refuse(`UserImportJob "${name}"`, findings);
}

/** Set and user key; a text at this depth is a user from a file. */
const DEPTH_OF_USERS = 2;

function* changedOnTheWire(value: unknown, path: readonly PathStep[]): Generator<Finding> {
  if (typeof value === "string") {
    if (path.length !== DEPTH_OF_USERS && hasLoneSurrogate(value)) yield { where: whereIs(path), rule: HALF };
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* changedOnTheWire(item, [...path, index]);
  } else if (isPlain(value)) {
    for (const [name, member] of Object.entries(value)) {
      const problem = problemOfName(name);
      if (problem === undefined) yield* changedOnTheWire(member, [...path, name]);
      else yield { where: whereIs([...path, name]), rule: problem };
    }
  }
}

const HALF = "holds half of a character (a lone surrogate)";

function problemOfName(name: string): string | undefined {
  if (name === "__proto__") return "is a name that JavaScript keeps for itself";
  return hasLoneSurrogate(name) ? `the name ${HALF}` : undefined;
}

function hasLoneSurrogate(text: string): boolean {
  return /\p{Surrogate}/u.test(text);
}

function whereIs([set, ...steps]: readonly PathStep[]): string {
  return set === undefined ? "userSets" : userSetsPath(String(set), ...steps);
}
