import { readSteps } from "../../provider/users/input/finding";
import { runError } from "../runError";
import { isLoaded, plainUsers } from "./values";

/** The engine would accept such an option silently and do nothing. */
export function refuseIgnoreChanges(name: string, userSets: unknown, paths: readonly string[] = []): void {
  for (const path of paths) {
    const [root, set, key, ...below] = readSteps(path);
    if (root === "userFiles" || root === "drift") {
      throw runError(
        `UserImportJob "${name}": ignoreChanges "${path}" has no effect: the provider reads the files, and brings their users to what they say. Use the input ignoreFields: [...] for fields, or take the set out`,
      );
    }
    if (root !== "userSets" || set === undefined || key === undefined || below.length === 0) continue;
    for (const user of plainUsers(userSets)) {
      if (!isLoaded(user.user) || !matches(set, user.set) || !matches(key, user.key)) continue;
      throw runError(
        `UserImportJob "${name}": ignoreChanges "${path}" has no effect on users that were loaded from a file, because each travels as one text. Use the input ignoreFields: [...] instead`,
      );
    }
  }
}

function matches(step: string, name: string): boolean {
  return step === "*" || step === name;
}
