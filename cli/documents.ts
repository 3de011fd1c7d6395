import { readFileSync } from "node:fs";
import { UsageError } from "../provider/ciam/usageError";
import { decode } from "../sdk/sets/source";
import { NotAPreview, readPreviews } from "./preview/read";
import type { Preview } from "./preview/preview";
import { readAll, type Screen } from "./screen";

/** The previews in these files; `-` is the standard input, and so is no file at all. */
export async function previewsFrom(files: readonly string[], screen: Screen): Promise<Preview[]> {
  const previews: Preview[] = [];
  for (const file of files.length > 0 ? files : ["-"]) {
    const text = textOf(file, file === "-" ? await standardInput(screen) : bytesOf(file));
    try {
      previews.push(...readPreviews(text));
    } catch (error) {
      if (!(error instanceof NotAPreview)) throw error;
      const why = error.message === "" ? "" : ` (${error.message})`;
      throw new UsageError(
        `${named(file)} is no preview${why}: hand in what \`pulumi preview --json\` prints, or an event log; files of users are compared with a store by --store`,
      );
    }
  }
  return previews;
}

function standardInput({ stdin }: Screen): Promise<Buffer> {
  if (stdin.isTTY) {
    throw new UsageError("no preview was handed in: type `pulumi preview --json | ciam plan`, or name a file");
  }
  return readAll(stdin);
}

export function bytesOf(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown error";
    throw new UsageError(`${file} ${code === "ENOENT" ? "does not exist" : `cannot be read (${code})`}`);
  }
}

/** Shells of Windows write UTF-16. */
export function textOf(file: string, bytes: Buffer): string {
  const result = decode(file, bytes);
  if ("finding" in result) throw new UsageError(`${named(file)} ${result.finding.rule}`);
  return result.source.text();
}

function named(file: string): string {
  return file === "-" ? "the standard input" : file;
}
