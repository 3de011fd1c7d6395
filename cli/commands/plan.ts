import { Option, type Command } from "commander";
import { UsageError } from "../../ciam/errors/usageError";
import { conflictPolicies, defaultPolicy } from "../../provider/users/plan/policy";
import { exitCodes } from "../shell/exit";
import type { Report } from "../plan/report";
import { printReport, type Format } from "../render/print";
import { examples, firstTyped, type AddCommand, type Run } from "./command";
import { addExpectations, isAsExpected, type Expectations } from "./expectations";
import { addConnectionOptions, addReadingOptions, addShowValues, disclosureOf, type CommonOptions } from "./options";

interface PlanOptions extends CommonOptions, Expectations {
  readonly format?: Format;
  readonly json?: true;
  readonly store?: string;
  readonly base?: string;
}

export const addPlan: AddCommand = (program, run) => {
  const command = program
    .command("plan")
    .summary("who would come, change and go: of a preview, or of files against a store")
    .description(
      `Tells user by user what a change means, the riskiest first.

Without --store it needs no account: it reads what \`pulumi preview --json\` prints (also its streaming form, an event
log, or several of them on end) from FILES or the standard input, or the plans in the folder that CIAM_PLAN_DIR named in a
preview, or both of one preview. With --store it compares FILES of users with a user store, by the same rules as
\`pulumi up\`: it reads, and never writes. With --base it compares FILES of users with what they were in a revision of git,
old values included, which no state of \`userFiles\` has.`,
    )
    .argument(
      "[files...]",
      "previews, - for the standard input, or folders of CIAM_PLAN_DIR; with --store or --base, files of users",
    )
    .addOption(new Option("--format <format>", "how to print it").choices(["text", "json", "markdown"]).default("text"))
    .option("--json", "the same as --format json");
  addShowValues(addExpectations(command));
  const ofPreviews = new Set(command.options);
  command
    .option("--store <id>", "compare files of users with this user store")
    .option(
      "--base <revision>",
      "compare files of users with themselves in this revision of git, as in main or HEAD~1",
    );
  const ofFiles = new Set([...addReadingOptions(command).options]);
  command
    .option(
      "--owner <owner>",
      "with --store: whose users are ours, as in shop/dev/staff#f07d6dfd, or shop/dev/staff where one owner is called so; default: nobody's",
    )
    .addOption(
      new Option("--conflict-policy <policy>", "with --store: what becomes of users who exist already")
        .choices(conflictPolicies)
        .default(defaultPolicy.conflicts),
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
        "ciam plan --base origin/main --key customerNo users/customers.csv",
        "ciam plan --store 0123… --owner shop/dev/staff#f07d6dfd --conflict-policy adopt users/*.csv",
      ),
    )
    .action(async (files: string[], options: PlanOptions) => {
      if (options.store === undefined) refuseWithoutStore(command, { ofPreviews, ofFiles, base: options.base });
      const report = await reportFor(files, options, run);
      await printReport(report, options.json ? "json" : (options.format ?? "text"), run.screen);
      if (!isAsExpected(report, options)) run.end(exitCodes.no);
    });
};

/** The options that have a meaning without a store. */
interface Meanings {
  readonly ofPreviews: ReadonlySet<Option>;
  /** The same and those of files. */
  readonly ofFiles: ReadonlySet<Option>;
  readonly base: string | undefined;
}

function refuseWithoutStore(command: Command, { ofPreviews, ofFiles, base }: Meanings): void {
  const known = base === undefined ? ofPreviews : ofFiles;
  const others = command.options.filter((option) => option.attributeName() !== "base" && !known.has(option));
  const meant = firstTyped(
    command,
    others.map((option) => option.attributeName()),
  );
  if (meant !== undefined) {
    const isOfFiles = [...ofFiles].some(({ long }) => long === meant);
    throw new UsageError(
      `${meant} has a meaning only with --store${isOfFiles ? " or --base" : ""}: without it, plan reads what \`pulumi preview --json\` prints`,
    );
  }
}

async function reportFor(files: readonly string[], options: PlanOptions, run: Run): Promise<Report> {
  const { store, base } = options;
  if (store !== undefined && base !== undefined)
    throw new UsageError("--store and --base are two comparisons: leave one of them out");
  if (store !== undefined) return planOfStore(files, options, run);
  return base === undefined ? planOfPreviews(files, options, run) : planSince(files, options, base);
}

async function planSince(files: readonly string[], options: PlanOptions, base: string): Promise<Report> {
  if (files.length === 0) throw new UsageError("--base compares files of users with a revision: name the files");
  const { comparedWithBase } = await import("../plan/sources/fromBase.js");
  return comparedWithBase(files, options, base);
}

async function planOfPreviews(files: readonly string[], options: PlanOptions, { screen }: Run): Promise<Report> {
  const { emptyPreview } = await import("../preview/documents.js");
  const { reportFrom } = await import("../plan/sources/reportFrom.js");
  const { report, empty } = await reportFrom(files, disclosureOf(options), screen);
  const [first] = empty;
  if (first !== undefined) throw new UsageError(emptyPreview(first));
  return report;
}

async function planOfStore(files: readonly string[], options: PlanOptions, run: Run): Promise<Report> {
  if (files.length === 0) throw new UsageError("--store compares files of users with a store: name the files");
  const { comparedWithStore } = await import("../plan/sources/fromStore.js");
  return comparedWithStore(files, options, run);
}
