import { constants as buffer } from "node:buffer";
import {
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  rmSync,
  writeSync,
  type Stats,
} from "node:fs";
import { z } from "zod";
import { codeOf, readOpened, whyUnreadable } from "../../disk/regularFile";
import { UsageError } from "../../ciam/errors/usageError";
import { isUserField, userFields } from "../../provider/users/model/fields";
import type { DeclaredUser } from "../../provider/users/model/user";
import type { ExportedUser } from "./exported";

const OWNER_ONLY = 0o600;
const OTHERS = 0o077;

const limits = { largest: buffer.MAX_STRING_LENGTH, tooLarge: "is larger than 512 MiB" };

/**
 * The users that an export has read so far, beside the file that it will become. A run goes on from those of a killed one:
 * the first line says what is exported, every other one is a user. Users that somebody else has put there would be in the
 * export, so a run goes on only from a file that is certainly of an earlier one.
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
    const descriptor = madeAnew(file);
    if (descriptor === undefined) return PartialExport.goOn(file, head);
    writeSync(descriptor, head);
    return new PartialExport(file, descriptor, new Map());
  }

  private static goOn(file: string, head: string): PartialExport {
    const descriptor = openedAgain(file);
    try {
      const stats = fstatSync(descriptor);
      refuseForeign(file, stats);
      const text = textIn(file, descriptor);
      if (!text.startsWith(head)) {
        throw new UsageError(`${file} is what is left of another export: finish that one, or delete the file`);
      }
      refuseOpen(file, stats);
      // A line without an end was being written when the end came.
      const whole = text.slice(0, text.lastIndexOf("\n") + 1);
      const users = usersIn(file, whole.slice(head.length));
      ftruncateSync(descriptor, Buffer.byteLength(whole));
      return new PartialExport(file, descriptor, new Map(users.map((user) => [user.id, user])));
    } catch (error) {
      closeSync(descriptor);
      throw error;
    }
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

  /** Adds users; they are on the disk before the next page is asked for. */
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

const { O_APPEND, O_CREAT, O_EXCL, O_NOFOLLOW, O_NONBLOCK, O_RDWR } = constants;

/** Nothing, where there is something of that name already. */
function madeAnew(file: string): number | undefined {
  try {
    const descriptor = openSync(file, O_RDWR | O_APPEND | O_CREAT | O_EXCL | O_NOFOLLOW, OWNER_ONLY);
    fchmodSync(descriptor, OWNER_ONLY);
    return descriptor;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return undefined;
    throw error;
  }
}

function openedAgain(file: string): number {
  try {
    return openSync(file, O_RDWR | O_APPEND | O_NOFOLLOW | O_NONBLOCK);
  } catch (error) {
    const why = codeOf(error) === "ELOOP" || codeOf(error) === "EMLINK" ? "is a link" : whyUnreadable(error);
    throw strange(file, why);
  }
}

// Windows has neither owners nor these rights, and no getuid.
function refuseForeign(file: string, { uid }: Stats): void {
  if (process.getuid && uid !== process.getuid()) throw strange(file, "belongs to another user of this machine");
}

/** Refuses a file that others can read or write, or that has a second name: no run leaves such a file. */
function refuseOpen(file: string, { mode, nlink }: Stats): void {
  if (process.getuid && (mode & OTHERS) !== 0) throw strange(file, "can be read or written by others");
  if (nlink > 1) throw strange(file, "has another name, too");
}

function strange(file: string, why: string): UsageError {
  return new UsageError(
    `${file} ${why}, so it is not certain that an earlier run of this command left it: delete it, and the export begins anew`,
  );
}

function textIn(file: string, descriptor: number): string {
  try {
    return readOpened(descriptor, limits).toString("utf8");
  } catch (error) {
    throw strange(file, whyUnreadable(error));
  }
}

/** Its fields are such as the service tells, in whatever form. */
const line = z.strictObject({
  id: z.string().min(1),
  key: z.string().min(1),
  user: z.custom<DeclaredUser>((value) => {
    const { data } = z.record(z.string(), z.unknown()).safeParse(value);
    return data !== undefined && Object.keys(data).every((name) => isUserField(name) && userFields[name].readable);
  }),
});

function usersIn(file: string, lines: string): ExportedUser[] {
  if (lines === "") return [];
  return lines
    .slice(0, -1)
    .split("\n")
    .map((text, index) => {
      const user = userIn(text);
      if (user === undefined)
        throw strange(file, `is damaged (line ${(index + 2).toLocaleString("en-US")} is no user)`);
      return user;
    });
}

function userIn(text: string): ExportedUser | undefined {
  try {
    return line.safeParse(JSON.parse(text)).data;
  } catch {
    // The message of a JSON error quotes what it could not read.
    return undefined;
  }
}
