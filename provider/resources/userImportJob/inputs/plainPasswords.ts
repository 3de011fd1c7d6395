import { suggestion } from "../../../../text/suggest";
import type { DeclaredArgs } from "./args";
import { usersOfSets, userIn } from "../../../users/input/envelope/sets";

/**
 * Whose passwords are passwords whatever they look like: of the sets, or single users of them (`set/key`), that the
 * input names. So are those that are not looked at after the import, of users who were there before: the program can
 * say what it likes, they stay what they are.
 */
export function passwordsArePlain(
  { passwordsArePlain: named, ignoreFields }: DeclaredArgs,
  oldSets: unknown,
): (set: string, key: string) => boolean {
  if (named === true) return () => true;
  const names = new Set(named === false ? [] : named);
  const old = ignoreFields.includes("password") ? usersOfSets(oldSets) : {};
  return (set, key) => names.has(set) || names.has(`${set}/${key}`) || userIn(old, { set, key }) !== undefined;
}

/** A name that no set has would leave somebody to be judged whom it was meant for. */
export function absentSets({ passwordsArePlain: named }: DeclaredArgs, sets: readonly string[]): string[] {
  if (typeof named === "boolean" || sets.length === 0) return [];
  return named.flatMap((name) => {
    const [set = ""] = name.split("/");
    if (sets.includes(set)) return [];
    return [`passwordsArePlain: no set is called ${JSON.stringify(set)}${suggestion(set, sets)}`];
  });
}
