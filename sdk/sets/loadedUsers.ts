import * as pulumi from "@pulumi/pulumi";
import { onScreen } from "../../text/escape";
import { findingLines, lineText } from "../../provider/users/input/findingGroups";
import { disclosure } from "../settings/settings";
import { problemsOfOptions } from "../../files/givenOptions";
import { absentFindings } from "../../files/titles/absentColumns";
import { refuse } from "./refuse";
import { toLoaded, withPlaces, withPlainPassword, type LoadedUsers } from "./loaded";
import type { UsersFromCsvOptions } from "../../files/options";
import { noFormat, readUsers, type FileFormat } from "../../files/read";

/** Reads a file into loaded users, or ends the program with its findings. */
export function loadedUsers(format: FileFormat, path: string, options: UsersFromCsvOptions): LoadedUsers {
  const problems = problemsOfOptions(options);
  if (problems.length > 0)
    refuse(
      path,
      problems.map((rule) => ({ where: path, rule })),
    );
  const { users, findings, notes, absent } = readUsers({
    format,
    path,
    options,
    directory: process.cwd(),
    disclosure: disclosure(),
    keep: (user) => {
      const loaded = toLoaded(user, options.secretFields);
      return options.passwordsArePlain ? withPlainPassword(loaded) : loaded;
    },
  });
  const renamed = absentFindings(path, absent);
  if (findings.length + renamed.length > 0) refuse(path, [...renamed, ...findings]);
  for (const line of findingLines(notes)) void pulumi.log.info(onScreen(lineText(line)));
  const loaded: LoadedUsers = {};
  // No user key is `__proto__`: the checks refuse it.
  for (const [key, { kept }] of users) loaded[key] = kept;
  return withPlaces(loaded, (key) => {
    const user = users.get(key);
    return user && `${path}:${user.line}`;
  });
}

export function refuseFormat(path: string): never {
  return refuse(path, [{ where: path, rule: `${noFormat(path)}, or use usersFromCsv and its like` }]);
}
