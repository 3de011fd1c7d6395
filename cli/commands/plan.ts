import { Option, type Command } from "commander";
import { UsageError } from "../../ciam/errors/usageError";
import { exitCodes } from "../exit";
import type { Report } from "../plan/report";
import { sayJson, sayLines, sayPage } from "../screen";
import { examples, firstTyped, type AddCommand, type Run } from "./command";
import { addConnectionOptions, addReadingOptions, addShowValues, disclosureOf, type CommonOptions } from "./options";

interface PlanOptions extends CommonOptions {
  readonly format?: "text" | "json" | "markdown";
  readonly json?: true;
  readonly expectNoChanges?: true;
  readonly expectNoConflicts?: true;
  readonly store?: string;
}

export const addPlan: AddCommand = (program, run) => {
  const command = program
    .command("plan")
    .summary("who would come, change and go: of a preview, or of files against a store")
    .description(
      `Tells user by user what a change means, the riskiest first.

Without --store it reads what \`pulumi preview --json\` prints (also its streaming form, an event log, or several of them
on end) from FILES or the standard input, and needs no account. With --store it compares FILES of users with a user
store, by the same rules as \`pulumi up\`: it reads, and never writes.`,
    )
    .argument("[files...]", "previews, - for the standard input; with --store, files of users")
    .addOption(new Option("--format <format>", "how to print it").choices(["text", "json", "markdown"]).default("text"))
    .option("--json", "the same as --format json")
    .option("--expect-no-changes", `end with ${exitCodes.no} if anything would change`)
    .option("--expect-no-conflicts", `end with ${exitCodes.no} if a user is in conflict or anything is refused`);
  addShowValues(command);
  const ofPreviews = new Set(command.options);
  command.option("--store <id>", "compare files of users with this user store");
  addReadingOptions(command)
    .option(
      "--owner <owner>",
      "with --store: whose users are ours, as in shop/dev/staff#f07d6dfd, or shop/dev/staff where one owner is called so; default: nobody's",
    )
    .addOption(
      new Option("--conflict-policy <policy>", "with --store: what becomes of users who exist already")
        .choices(["fail", "adopt", "skip"])
        .default("fail"),
    )
    .addOption(
      new Option("--groups <how>", "with --store: how the files name groups").choices(["ids", "names"]).default("ids"),
    );
  addConnectionOptions(command)
    .addHelpText(
      "after",
      examples(
        "pulumi preview --json | ciam plan",
        "ciam plan preview.json --format markdown",
        "pulumi preview --refresh --json | ciam plan --expect-no-changes",
        "ciam plan --store 0123456789abcdef0123456789abcdef users/staff.csv",
        "ciam plan --store 0123… --owner shop/dev/staff#f07d6dfd --conflict-policy adopt users/*.csv",
      ),
    )
    .action(async (files: string[], options: PlanOptions) => {
      if (options.store === undefined) refuseWithoutStore(command, ofPreviews);
      const report =
        options.store === undefined ? await planOfPreviews(files, run) : await planOfStore(files, options, run);
      await print(report, options, run);
      const users = report.jobs.flatMap((job) => job.users);
      const isRefused = report.errors.length > 0 || report.jobs.some(({ refusals }) => refusals.length > 0);
      const isHidden = report.jobs.some(({ hiddenConflicts }) => hiddenConflicts !== undefined);
      const hasConflict = isRefused || isHidden || users.some(({ kind }) => kind === "conflict");
      const hasSetting = report.jobs.some(({ settings }) => settings.length > 0);
      const hasChange = hasConflict || hasSetting || users.length > 0 || report.others.length > 0;
      if ((options.expectNoChanges && hasChange) || (options.expectNoConflicts && hasConflict)) run.end(exitCodes.no);
    });
};

function refuseWithoutStore(command: Command, ofPreviews: ReadonlySet<Option>): void {
  const others = command.options.filter((option) => !ofPreviews.has(option)).map((option) => option.attributeName());
  const meant = firstTyped(command, others);
  if (meant !== undefined) {
    throw new UsageError(
      `${meant} has a meaning only with --store: without it, plan reads what \`pulumi preview --json\` prints`,
    );
  }
}

async function planOfPreviews(files: readonly string[], { screen }: Run): Promise<Report> {
  const { previewsFrom } = await import("../documents.js");
  const { reportOf } = await import("../plan/fromPreview.js");
  return reportOf(await previewsFrom(files, screen));
}

async function planOfStore(files: readonly string[], options: PlanOptions, run: Run): Promise<Report> {
  if (files.length === 0) throw new UsageError("--store compares files of users with a store: name the files");
  const { comparedWithStore } = await import("../plan/fromStore.js");
  return comparedWithStore(files, options, run);
}

async function print(report: Report, options: PlanOptions, { screen }: Run): Promise<void> {
  const disclosure = disclosureOf(options);
  switch (options.json ? "json" : options.format) {
    case "json": {
      const { reportJson } = await import("../render/json.js");
      sayJson(screen, reportJson(report, disclosure));
      return;
    }
    case "markdown": {
      const { pageOf, wholePage } = await import("../render/markdown.js");
      sayPage(screen, wholePage(pageOf(report, { disclosure, title: "CIAM users" })));
      return;
    }
    default: {
      const { reportText } = await import("../render/text.js");
      sayLines(screen, reportText(report, disclosure));
    }
  }
}
