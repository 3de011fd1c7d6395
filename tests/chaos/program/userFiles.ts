import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isObject } from "../../../text/values";
import type { DeclaredUser } from "../../../provider/users/model/user";
import type { Values } from "../engine/act";

/** Users of a set, by key. */
type Users = Readonly<Record<string, DeclaredUser>>;

/** How a program declares its users. */
export type Way = "value" | "file";

/** The files of programs of this process. */
class UserFiles {
  #directory: string | undefined;

  get directory(): string {
    if (this.#directory === undefined) {
      const made = (this.#directory = mkdtempSync(join(tmpdir(), "ciam-users-")));
      process.once("exit", () => rmSync(made, { recursive: true, force: true }));
    }
    return this.#directory;
  }

  /** The inputs that declare these users. A name is the file's own, or another one for other users. */
  inputs(way: Way, set: string, users: Users, name?: string): Values {
    if (way === "value") return { userSets: { [set]: users } };
    const text = JSON.stringify(users);
    const path = `${name ?? createHash("sha256").update(text).digest("hex").slice(0, 16)}.json`;
    const file = join(this.directory, path);
    // To read takes a tenth of the time.
    if (!existsSync(file) || readFileSync(file, "utf8") !== text) writeFileSync(file, text);
    return { userFiles: { [set]: { path, allowEmpty: true } } };
  }

  /** The users that inputs declare, whichever way. */
  declaredIn({ userSets, userFiles }: Values): DeclaredUser[] {
    const sets: unknown[] = isObject(userSets) ? Object.values(userSets) : [];
    for (const file of isObject(userFiles) ? Object.values(userFiles) : []) {
      if (isObject(file)) sets.push(JSON.parse(readFileSync(join(this.directory, String(file.path)), "utf8")));
    }
    // As `inputs` and the programs of tests write them.
    return sets.flatMap((set) => Object.values(set as Users));
  }
}

export const userFiles = new UserFiles();
