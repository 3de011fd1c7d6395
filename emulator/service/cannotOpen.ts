import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { StartError } from "./errors";

/** The reason why the database cannot be opened, and the remedy. */
export function cannotOpen(error: unknown, file: string | undefined): StartError {
  if (file === undefined) return new StartError(`the database in memory: ${messageOf(error)}`);
  return new StartError(`${file}: ${reason(error, file)}`);
}

function reason(error: unknown, file: string): string {
  if (!(error instanceof Error)) return String(error);
  if ("errcode" in error) return sqliteReason(Number(error.errcode), error.message);
  switch ("code" in error ? error.code : undefined) {
    case "ENOENT":
    case "ENOTDIR": {
      const folder = dirname(file);
      return existsSync(folder) ? `${folder} is no folder` : `the folder ${folder} does not exist: make it first`;
    }
    case "EISDIR":
      return "is a folder: name a file in it, such as ciam.db";
    case "EACCES":
    case "EPERM":
      return "may not be written by you";
    case "EROFS":
      return "is on a disk that cannot be written to";
    default:
      return error.message;
  }
}

/** By SQLite's own numbers; the lowest byte is the kind, the others add detail. */
function sqliteReason(code: number, message: string): string {
  switch (code & 0xff) {
    case 5:
    case 6:
      return "another program has kept it locked for ten seconds: end that, or name another file";
    case 8:
    case 14:
      return "cannot be written to, it or the folder it is in";
    case 11:
      return "is damaged: restore it, or name another file";
    case 13:
      return "the disk is full";
    case 26:
      return "is not a database: nothing in it was changed, name another file";
    default:
      return message;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
