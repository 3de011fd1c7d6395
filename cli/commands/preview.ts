import { UsageError } from "../../ciam/errors/usageError";
import { exitCodes } from "../shell/exit";
import { printReport } from "../render/print";
import { remark } from "../shell/screen";
import { examples, firstTyped, type AddCommand } from "./command";
import { addCommentOptions, limitOf, markerOf, type CommentOptions } from "./commentOptions";
import { addExpectations, isAsExpected, type Expectations } from "./expectations";

interface PreviewOptions extends CommentOptions, Expectations {
  readonly comment?: true;
  readonly json?: true;
}

export const addPreview: AddCommand = (program, run) => {
  const command = program
    .command("preview")
    .summary("runs `pulumi preview` and tells who would come, change and go")
    .description(
      `Runs \`pulumi preview --json\` with the pulumi of the PATH and tells user by user what the change means, the riskiest
first. It knows what the provider knows: everybody, where a preview names 20; which secret fields change, whom the program
has adopted, and whom the limit of deletions has stopped.

What follows -- goes to pulumi. What pulumi writes to the standard error is passed on, and where it fails, this command
ends like it. Values are masked; \`ciam:showValues\` of the stack shows identities in full.`,
    )
    .usage("[options] [-- pulumi arguments]")
    .argument("[arguments...]", "for pulumi preview, after --")
    .option("--comment", "print the comment for a pull request, as ciam comment does")
    .option("--json", "print the plans as JSON; with --comment, {marker, markdown, leftOut}");
  addCommentOptions(addExpectations(command))
    .addHelpText(
      "after",
      examples(
        "ciam preview",
        "ciam preview -- --stack production --refresh",
        'ciam preview --comment --key users --full "$GITHUB_STEP_SUMMARY" > comment.md',
        "ciam preview --expect-no-conflicts",
      ),
    )
    .action(async (args: string[], options: PreviewOptions) => {
      if (options.comment === undefined) refuseWithoutComment();
      markerOf(options);
      limitOf(options);
      const { screen, signal } = run;
      const { runPreview } = await import("../preview/pulumi.js");
      const { code, printed, kept } = await runPreview(args, screen, signal);
      if (signal.aborted) return;
      const { reportOfPrinted } = await import("../plan/sources/reportFrom.js");
      const report = reportOfPrinted(printed, kept);
      if (options.comment) {
        const { sayComment } = await import("./commentPage.js");
        const format = options.json ? "json" : "markdown";
        sayComment(report, options, { screen, format, command: "ciam preview" });
      } else if (printed.trim() !== "" || options.json)
        await printReport(report, options.json ? "json" : "text", screen);
      else remark(screen, "`pulumi preview` printed nothing, its error says why");
      if (code !== 0) run.endLike(code);
      else if (printed.trim() === "") run.end(exitCodes.badInput);
      else if (!isAsExpected(report, options)) run.end(exitCodes.no);
    });

  function refuseWithoutComment(): void {
    const meant = firstTyped(command, ["key", "title", "limit", "full", "link"]);
    if (meant !== undefined) throw new UsageError(`${meant} has a meaning only with --comment`);
  }
};
