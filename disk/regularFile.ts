import { closeSync, constants, fstatSync, openSync, readSync, statSync, type BigIntStats } from "node:fs";
import { withoutLinksOut, UnfitFile } from "./links";

export interface ReadLimits {
  /** In bytes. */
  readonly largest: number;
  /** The message for a larger file. */
  readonly tooLarge: string;
  /** The folders that no link inside may lead out of. */
  readonly roots: readonly string[];
}

/**
 * Reads a regular file and nothing else with a name: a pipe may never be written to, a device never ends, and a link
 * can show a file of another place to whoever reads the output. It reads at most the size that the file reported.
 *
 * @throws UnfitFile, or the system's error, which `whyUnreadable` puts into words
 */
export function readRegularFile(path: string, limits: ReadLimits): Buffer {
  const file = withoutLinksOut(path, limits.roots);
  // Checked before it is opened, because opening some devices has an effect.
  refuseIrregular(statSync(file, { bigint: true }));
  const descriptor = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    return readOpened(descriptor, limits);
  } finally {
    closeSync(descriptor);
  }
}

/** The content of an open regular file, from its beginning. */
export function readOpened(descriptor: number, { largest, tooLarge }: Omit<ReadLimits, "roots">): Buffer {
  // Checks the opened file: the name may point elsewhere by now.
  const before = fstatSync(descriptor, { bigint: true });
  refuseIrregular(before);
  if (before.size > largest) throw new UnfitFile(tooLarge);
  const size = Number(before.size);
  const bytes = Buffer.allocUnsafe(size + 1);
  const length = fill(descriptor, bytes);
  const after = fstatSync(descriptor, { bigint: true });
  if (length > size || after.size > before.size) throw new UnfitFile(`grew while it was read ${CHANGES}`);
  if (length < size) throw new UnfitFile(`became shorter while it was read ${CHANGES}`);
  if (after.mtimeNs !== before.mtimeNs) throw new UnfitFile(`was written to while it was read ${CHANGES}`);
  return bytes.subarray(0, size);
}

const CHANGES = "(as a log or a file of /proc does): read a copy that nothing writes to";

/** Reads to the end, also from a pipe: only for names that come from whoever started this process. */
export function readToEnd(path: string, { largest, tooLarge }: Omit<ReadLimits, "roots">): Buffer {
  const descriptor = openSync(path, "r");
  try {
    const chunks: Buffer[] = [];
    for (let length = 0; ;) {
      const chunk = Buffer.allocUnsafe(CHUNK);
      const more = readSync(descriptor, chunk);
      if (more === 0) return Buffer.concat(chunks);
      length += more;
      if (length > largest) throw new UnfitFile(tooLarge);
      chunks.push(chunk.subarray(0, more));
    }
  } finally {
    closeSync(descriptor);
  }
}

const CHUNK = 64 * 1024;

/** Reads until the buffer is full or the file ends. */
function fill(descriptor: number, bytes: Buffer): number {
  let length = 0;
  while (length < bytes.length) {
    const more = readSync(descriptor, bytes, length, bytes.length - length, length);
    if (more === 0) break;
    length += more;
  }
  return length;
}

export function refuseIrregular(stats: BigIntStats): void {
  if (stats.isFile()) return;
  if (stats.isDirectory()) throw new UnfitFile("is a directory");
  const what = stats.isFIFO() ? "a named pipe" : stats.isSocket() ? "a socket" : "a device";
  throw new UnfitFile(`is ${what} and no file: write what it has into a file, and name that`);
}

/** The reason why a file could not be read, as a clause after its name. */
export function whyUnreadable(error: unknown): string {
  if (error instanceof UnfitFile) return error.message;
  const code = codeOf(error);
  switch (code) {
    case "ENOENT":
    case "ENOTDIR":
      return "does not exist";
    case "EISDIR":
      return "is a directory";
    case "ENXIO":
      return "is a socket or a device and no file: write what it has into a file, and name that";
    case "EACCES":
    case "EPERM":
      return "may not be read by you";
    default:
      return `cannot be read (${code})`;
  }
}

/** The system's code for an error. */
export function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "unknown error";
}
