import { disclosure } from "../disclosure";
import { refuse } from "./refuse";
import { toLoaded, withPlaces } from "./loaded";
import type { LoadedUsers, UsersFromCsvOptions } from "./options";
import { readUsers, type FileFormat } from "./read";

/** Reads a file into the form in which its users travel, or ends the program with what is wrong. */
export function loadedUsers(format: FileFormat, path: string, options: UsersFromCsvOptions): LoadedUsers {
  const { users, findings } = readUsers({
    format,
    path,
    options,
    directory: process.cwd(),
    disclosure: disclosure(),
    keep: (user) => toLoaded(user, options.secretFields),
  });
  if (findings.length > 0) refuse(path, findings);
  const loaded: LoadedUsers = {};
  // No user key is `__proto__`: the checks refuse it.
  for (const [key, { kept }] of users) loaded[key] = kept;
  return withPlaces(loaded, (key) => {
    const user = users.get(key);
    return user && `${path}:${user.line}`;
  });
}

export function refuseFormat(path: string): never {
  const rule =
    "the name does not tell the format: it must end in .csv, .tsv, .ndjson, .jsonl, .json, .yaml or .yml, or use usersFromCsv and its like";
  return refuse(path, [{ where: path, rule }]);
}
