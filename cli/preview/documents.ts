import { constants } from "node:buffer";
import { rootsAround } from "../../disk/links";
import { readRegularFile, readToEnd, whyUnreadable } from "../../disk/regularFile";
import { UsageError } from "../../ciam/errors/usageError";
import { decode } from "../../files/source/source";
import { NotAPreview, readPreviews } from "./read";
import type { Preview } from "./preview";
import { readAll, type Screen } from "../shell/screen";

/** The previews in some files, and those of the files that are empty. */
export interface PreviewsRead {
  readonly previews: readonly Preview[];
  readonly empty: readonly string[];
}

/** The previews in these files; `-` is the standard input, and so is no file at all. */
export async function previewsOrNothing(files: readonly string[], screen: Screen): Promise<PreviewsRead> {
  const previews: Preview[] = [];
  const empty: string[] = [];
  for (const file of files.length > 0 ? files : ["-"]) {
    const text = textOf(file, file === "-" ? await standardInput(screen) : bytesOf(file));
    if (text.trim() === "") {
      empty.push(file);
      continue;
    }
    try {
      for (const preview of readPreviews(text)) previews.push(preview);
    } catch (error) {
      if (!(error instanceof NotAPreview)) throw error;
      const why = error.message === "" ? "" : ` (${error.message})`;
      throw new UsageError(
        `${named(file)} is no preview${why}: hand in what \`pulumi preview --json\` prints, or an event log; files of users are compared with a store by --store`,
      );
    }
  }
  return { previews, empty };
}

/** The output of `pulumi stack export` in this file; `-` is the standard input. */
export async function stateText(file: string, { stdin }: Screen): Promise<string> {
  if (file === "-" && stdin.isTTY)
    throw new UsageError("no state was handed in: pipe what `pulumi stack export` prints into it, or name a file");
  return textOf(file, file === "-" ? await readAll(stdin) : bytesOf(file));
}

/** Pulumi prints the document at the end, so a preview that fails early leaves an empty file and an error beside it. */
export function emptyPreview(file: string): string {
  return `${named(file)} is empty: \`pulumi preview\` printed nothing, its error says why`;
}

function standardInput({ stdin }: Screen): Promise<Buffer> {
  if (stdin.isTTY) {
    throw new UsageError("no preview was handed in: type `pulumi preview --json | ciam plan`, or name a file");
  }
  return readAll(stdin);
}

/** The text of this file, in whichever encoding. */
export function fileText(file: string): string {
  return textOf(file, bytesOf(file));
}

const limits = { largest: constants.MAX_STRING_LENGTH, tooLarge: "is larger than 512 MiB" };

/** Names of what was handed to this process, as a shell's `<(pulumi preview --json)` is. */
const HANDED_IN = /^\/(?:dev\/(?:stdin|fd\/\d+)|proc\/self\/fd\/\d+)$/;

function bytesOf(file: string): Buffer {
  try {
    return HANDED_IN.test(file)
      ? readToEnd(file, limits)
      : readRegularFile(file, { ...limits, roots: rootsAround(process.cwd()) });
  } catch (error) {
    throw new UsageError(`${file} ${whyUnreadable(error)}`);
  }
}

/** Shells of Windows write UTF-16. */
function textOf(file: string, bytes: Buffer): string {
  const result = decode(file, bytes);
  if ("finding" in result) throw new UsageError(`${named(file)} ${result.finding.rule}`);
  return result.source.text();
}

function named(file: string): string {
  return file === "-" ? "the standard input" : file;
}
