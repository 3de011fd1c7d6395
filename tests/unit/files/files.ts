import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { UsersFromCsvOptions } from "../../../files/options";
import { formatOf, readUsers, type FileFormat, type FileUsers } from "../../../files/read";
import type { DeclaredUser } from "../../../provider/users/model/user";

/** What was made of a file: its users by key, and what is wrong with it as `where: rule` lines. */
export interface Outcome {
  readonly users: Readonly<Record<string, DeclaredUser>>;
  readonly findings: readonly string[];
}

/** A folder with files of users, to be removed when the tests are done. */
export class Folder {
  readonly path = mkdtempSync(join(tmpdir(), "users-"));

  /** Writes a file and reads it, by the reader that its name asks for. */
  read(name: string, content: string | Buffer, options: UsersFromCsvOptions = {}): Outcome {
    this.write(name, content);
    return this.readAgain(name, options);
  }

  readAgain(name: string, options: UsersFromCsvOptions = {}): Outcome {
    const { users, findings } = this.outcome(name, options);
    return {
      users: Object.fromEntries([...users].map(([key, { kept }]) => [key, kept])),
      findings: findings.map(({ where, rule }) => `${where}: ${rule}`),
    };
  }

  /** What is said of a file that was written, besides what is wrong with it. */
  notesOf(name: string, options: UsersFromCsvOptions = {}): string[] {
    return this.outcome(name, options).notes.map(({ where, rule }) => `${where}: ${rule}`);
  }

  private outcome(name: string, options: UsersFromCsvOptions): FileUsers<DeclaredUser> {
    const format: FileFormat = formatOf(name) ?? "csv";
    return readUsers({ format, path: name, options, directory: this.path, keep: (user) => user });
  }

  /** Answers the absolute path. */
  write(name: string, content: string | Buffer): string {
    const file = join(this.path, name);
    writeFileSync(file, content);
    return file;
  }

  remove(): void {
    rmSync(this.path, { recursive: true });
  }
}
