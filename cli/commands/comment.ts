import { writeFileSync } from "node:fs";
import { basename } from "node:path";
import { UsageError } from "../../ciam/errors/usageError";
import { onScreen } from "../../text/escape";
import { exitCodes } from "../exit";
import { remark, sayJson, sayPage } from "../screen";
import { written } from "../written";
import { examples, type AddCommand } from "./command";
import { disclosureOf } from "./options";

interface CommentOptions {
  readonly key: string;
  readonly title: string;
  readonly limit: string;
  readonly full?: string;
  readonly link?: string;
  readonly json?: true;
  readonly showValues?: true;
}

/** GitHub refuses a step summary that is larger. */
const SUMMARY_LIMIT = 1024 * 1024;

export const addComment: AddCommand = (program, run) => {
  program
    .command("comment")
    .summary("the comment for a pull request, from a preview")
    .description(
      `Writes the Markdown of a comment that GitHub and GitLab show well: numbers first, then what is refused, then users,
the riskiest first (deleted, in conflict, another identity, adopted, updated, imported), values masked. It is never
longer than --limit; what does not fit is counted, and is in the file of --full.

The first line is an HTML comment with --key, which no reader sees: a pipeline finds its own comment by it and replaces
it, instead of adding one with every push.

Of a preview that printed nothing the comment says so, and the command ends with ${exitCodes.badInput}.`,
    )
    .argument("[files...]", "what `pulumi preview --json` printed, for one or several stacks; default: standard input")
    .option("--key <key>", "tells this comment from other comments of the same kind", "default")
    .option("--title <text>", "begins the heading", "CIAM users")
    .option("--limit <characters>", "longest comment", "64000")
    .option("--full <file>", "write the whole text to this file, for a step summary (GitHub takes 1 MiB of it)")
    .option("--link <url>", "where a reader finds the whole text, named if something is left out")
    .option("--show-values", "show values in full; secrets never")
    .option("--json", "print {marker, markdown, leftOut} instead of the Markdown alone")
    .addHelpText(
      "after",
      examples(
        "pulumi preview --json | ciam comment > comment.md",
        'ciam comment dev.json prod.json --key users --full "$GITHUB_STEP_SUMMARY" > comment.md',
      ),
    )
    .action(async (files: string[], options: CommentOptions) => {
      const marker = markerOf(options.key);
      const limit = limitOf(options.limit);
      const { emptyPreview, previewsOrNothing } = await import("../documents.js");
      const { reportOf } = await import("../plan/fromPreview.js");
      const { pageOf, wholePage } = await import("../render/markdown.js");
      const { withinLimit } = await import("../render/comment.js");
      const { previews, empty } = await previewsOrNothing(files, run.screen);
      const told = reportOf(previews);
      const report = { ...told, errors: [...told.errors, ...empty.map((file) => printedNothing(file, files))] };
      const page = pageOf(report, { disclosure: disclosureOf(options), title: options.title, marker });
      const { full } = options;
      if (full !== undefined) {
        const whole = onScreen(wholePage(page).split("\n"));
        written(full, () => writeFileSync(full, whole));
        if (Buffer.byteLength(whole) > SUMMARY_LIMIT) {
          remark(run.screen, `${full} is larger than 1 MiB, which is more than GitHub takes as a step summary`);
        }
      }
      const where =
        options.link === undefined
          ? "The whole list: `pulumi preview --json | ciam plan`."
          : `[The whole list](${linkOf(options.link)}).`;
      const { text, leftOut } = withinLimit(page, limit, where);
      if (options.json) sayJson(run.screen, { marker, markdown: text, leftOut });
      else sayPage(run.screen, text);
      for (const file of empty) remark(run.screen, emptyPreview(file));
      run.end(empty.length > 0 ? exitCodes.badInput : exitCodes.ok);
    });
};

/** The comment of the push before would go on telling what is true no longer. */
function printedNothing(file: string, files: readonly string[]): string {
  const which = files.length > 1 ? `the preview of ${basename(file)}` : "the preview";
  return `${which} failed before it printed anything; its log says why`;
}

function markerOf(key: string): string {
  if (!/^[A-Za-z0-9][\w.:/+@-]{0,99}$/.test(key) || key.includes("--")) {
    throw new UsageError(
      `--key ${JSON.stringify(key)}: take letters, digits and . : / + @ _ - only, 100 at most, and no --`,
    );
  }
  return `<!-- ciam-comment: ${key} -->`;
}

function limitOf(text: string): number {
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 2000)
    throw new UsageError(`--limit ${text}: must be a number of characters, 2000 at least`);
  return limit;
}

function linkOf(text: string): string {
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol)) throw new UsageError(`--link ${text}: must be an http or https URL`);
  return url.href.replaceAll("(", "%28").replaceAll(")", "%29");
}
