import type { UserFileOptions } from "../../provider/resources/userImportJob/userFiles/given";

export type { UserFileOptions } from "../../provider/resources/userImportJob/userFiles/given";

/** A file of users that the provider reads: a set of the input `userFiles`. */
export interface UserFile extends UserFileOptions {
  /**
   * Where the file is. A relative path starts at the folder of the program. The format follows from the extension: `.csv`,
   * `.tsv`, `.txt`, `.xlsx`, `.ndjson`, `.jsonl`, `.json`, `.yaml`, `.yml`.
   */
  readonly path: string;
  /**
   * Whether the file may be outside of the project and of its repository. It is an error otherwise, because whoever runs
   * `pulumi` may be able to read more than whoever wrote the program. Default: `false`.
   */
  readonly allowOutside?: boolean | undefined;
}

/**
 * A file for the input `userFiles`. The provider reads it in `pulumi preview` and `pulumi up`, never in `pulumi refresh`
 * or `pulumi destroy`; no field of its users comes into the state. Errors: none here. What is wrong with options and file
 * the preview says, with file, line and column.
 *
 * @param path where the file is, from the folder of the program
 * @param options how it is read, as with `usersFromFile`; functions cannot travel to the provider
 *
 * @example
 * ```ts
 * import * as ciam from "pulumi-tencentcloud-ciam";
 *
 * export const customers = new ciam.UserImportJob("customers", {
 *   userStoreId: "0123456789abcdef0123456789abcdef",
 *   userFiles: { customers: ciam.userFile("users/customers.csv", { key: "customerNo" }) },
 * });
 * ```
 */
export function userFile(path: string, options: Omit<UserFile, "path"> = {}): UserFile {
  return { ...options, path };
}
