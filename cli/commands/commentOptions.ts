import type { Command } from "commander";
import { UsageError } from "../../ciam/errors/usageError";

/** The options for writing a comment. */
export interface CommentOptions {
  readonly key: string;
  readonly title: string;
  readonly limit: string;
  readonly full?: string;
  readonly link?: string;
}

export function addCommentOptions(command: Command): Command {
  return command
    .option("--key <key>", "tells this comment from other comments of the same kind", "default")
    .option("--title <text>", "begins the heading", "CIAM users")
    .option("--limit <characters>", "longest comment", "64000")
    .option("--full <file>", "write the whole text to this file, for a step summary (GitHub takes 1 MiB of it)")
    .option("--link <url>", "where a reader finds the whole text, named if something is left out");
}

/** The first line of the comment, which no reader sees. What was typed wrong is said before anything is read. */
export function markerOf({ key }: CommentOptions): string {
  if (!/^[A-Za-z0-9][\w.:/+@-]{0,99}$/.test(key) || key.includes("--")) {
    throw new UsageError(
      `--key ${JSON.stringify(key)}: take letters, digits and . : / + @ _ - only, 100 at most, and no --`,
    );
  }
  return `<!-- ciam-comment: ${key} -->`;
}

export function limitOf({ limit: text }: CommentOptions): number {
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 2000)
    throw new UsageError(`--limit ${text}: must be a number of characters, 2000 at least`);
  return limit;
}
