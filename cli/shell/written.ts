import { UsageError } from "../../ciam/errors/usageError";

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "the folder does not exist",
  EISDIR: "it is a directory",
};

/** Does what writes a file that was asked for; a place where nothing can be written is a matter of its name. */
export function written<T>(file: string, write: () => T): T {
  try {
    return write();
  } catch (error) {
    if (!(error instanceof Error && "syscall" in error && "code" in error)) throw error;
    const code = String(error.code);
    throw new UsageError(`${file} cannot be written: ${reasons[code] ?? code}`);
  }
}
