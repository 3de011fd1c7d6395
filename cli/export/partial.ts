import { closeSync, existsSync, fsyncSync, ftruncateSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { UsageError } from "../../provider/ciam/usageError";
import type { ExportedUser } from "./exported";

/**
 * What has been read so far of an export, beside the file that it will become. Whoever is killed in the middle goes on
 * from here: its first line says what is exported, every other one is a user.
 */
export class PartialExport {
  private constructor(
    readonly file: string,
    private readonly descriptor: number,
    private readonly known: Map<string, ExportedUser>,
  ) {}

  /** @param what describes the export; only one of the same kind is gone on with */
  static open(out: string, what: Readonly<Record<string, unknown>>): PartialExport {
    const file = `${out}.partial`;
    const head = `${JSON.stringify(what)}\n`;
    if (!existsSync(file)) {
      const descriptor = openSync(file, "wx", 0o600);
      writeSync(descriptor, head);
      return new PartialExport(file, descriptor, new Map());
    }
    const text = readFileSync(file, "utf8");
    if (!text.startsWith(head)) {
      throw new UsageError(`${file} is what is left of another export: finish that one, or delete the file`);
    }
    // A line without an end was being written when the end came.
    const whole = text.slice(0, text.lastIndexOf("\n") + 1);
    const descriptor = openSync(file, "r+");
    ftruncateSync(descriptor, Buffer.byteLength(whole));
    const lines = whole
      .slice(head.length)
      .split("\n")
      .filter((line) => line !== "");
    // Written by `add`.
    const users = lines.map((line) => JSON.parse(line) as ExportedUser);
    closeSync(descriptor);
    return new PartialExport(file, openSync(file, "a"), new Map(users.map((user) => [user.id, user])));
  }

  get users(): readonly ExportedUser[] {
    return [...this.known.values()];
  }

  get size(): number {
    return this.known.size;
  }

  /** The greatest id. */
  get last(): string | undefined {
    return [...this.known.keys()].reduce<string | undefined>(
      (last, id) => (last === undefined || id > last ? id : last),
      undefined,
    );
  }

  /** What is added is on the disk before the next page is asked for. */
  add(users: readonly ExportedUser[]): void {
    const fresh = users.filter(({ id }) => !this.known.has(id));
    for (const user of fresh) this.known.set(user.id, user);
    if (fresh.length === 0) return;
    writeSync(this.descriptor, fresh.map((user) => `${JSON.stringify(user)}\n`).join(""));
    fsyncSync(this.descriptor);
  }

  /** Stays for the next run; where nobody was read there is nothing to go on with, and the name is free again. */
  leave(): void {
    if (this.size === 0) this.remove();
    else closeSync(this.descriptor);
  }

  /** It has become the file. */
  remove(): void {
    closeSync(this.descriptor);
    rmSync(this.file);
  }
}
