import { basename } from "node:path";
import { exitCodes } from "../shell/exit";
import { remark } from "../shell/screen";
import { examples, type AddCommand } from "./command";
import { addCommentOptions, limitOf, markerOf, type CommentOptions } from "./commentOptions";
import { disclosureOf } from "./options";

export const addComment: AddCommand = (program, run) => {
  const command = program
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
    .argument(
      "[files...]",
      "what `pulumi preview --json` printed, for one or several stacks, or folders of CIAM_PLAN_DIR; default: standard input",
    );
  addCommentOptions(command)
    .option("--show-values", "show values in full; secrets never")
    .option("--json", "print {marker, markdown, leftOut} instead of the Markdown alone")
    .addHelpText(
      "after",
      examples(
        "pulumi preview --json | ciam comment > comment.md",
        'ciam comment dev.json prod.json --key users --full "$GITHUB_STEP_SUMMARY" > comment.md',
      ),
    )
    .action(async (files: string[], options: CommentOptions & { readonly json?: true; readonly showValues?: true }) => {
      markerOf(options);
      limitOf(options);
      const { emptyPreview } = await import("../preview/documents.js");
      const { reportFrom } = await import("../plan/sources/reportFrom.js");
      const { sayComment } = await import("./commentPage.js");
      const { report: told, empty } = await reportFrom(files, disclosureOf(options), run.screen);
      const report = { ...told, errors: [...told.errors, ...empty.map((file) => printedNothing(file, files))] };
      sayComment(report, options, {
        screen: run.screen,
        format: options.json ? "json" : "markdown",
        command: "pulumi preview --json | ciam plan",
      });
      for (const file of empty) remark(run.screen, emptyPreview(file));
      run.end(empty.length > 0 ? exitCodes.badInput : exitCodes.ok);
    });
};

/** The comment of the push before would go on telling what is true no longer. */
function printedNothing(file: string, files: readonly string[]): string {
  const which = files.length > 1 ? `the preview of ${basename(file)}` : "the preview";
  return `${which} failed before it printed anything; its log says why`;
}
