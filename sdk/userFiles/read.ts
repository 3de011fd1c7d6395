import { formatOf, noFormat, readUsers } from "../../files/read";
import { givenFile } from "../../provider/resources/userImportJob/userFiles/given";
import type { DeclaredUser } from "../../provider/users/model/user";

/** The users of a file, or why nobody can be read from it. */
export type FileUsersRead<Kept> = { readonly users: ReadonlyMap<string, Kept> } | { readonly problem: string };

/**
 * The users of a file as far as they can be read. What is wrong with single users is for the provider to say: nobody is
 * left out here who has a key.
 *
 * @param directory where a relative path starts
 */
export function usersIn<Kept>(
  value: unknown,
  directory: string,
  keep: (user: DeclaredUser) => Kept,
): FileUsersRead<Kept> {
  const given = givenFile(value);
  if ("problems" in given) return { problem: given.problems.join("; ") };
  const { path, options } = given.file;
  const format = formatOf(path);
  if (format === undefined) return { problem: `${path}: ${noFormat(path)}` };
  const { users, findings } = readUsers({ format, path, options, directory, keep });
  const [first] = findings;
  // A file that cannot be read has one finding and nobody in it.
  if (users.size === 0 && first) return { problem: `${first.where}: ${first.rule}` };
  return { users: new Map([...users].map(([key, { kept }]) => [key, kept])) };
}
