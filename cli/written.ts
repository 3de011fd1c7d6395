import { UsageError } from "../provider/ciam/usageError";

/** Does what writes a file that was asked for; a place where nothing can be written is a matter of its name. */
export function written<T>(file: string, write: () => T): T {
  try {
    return write();
  } catch (error) {
    if (!(error instanceof Error && "syscall" in error && "code" in error)) throw error;
    const why = error.code === "ENOENT" ? "the folder does not exist" : String(error.code);
    throw new UsageError(`${file} cannot be written: ${why}`);
  }
}
