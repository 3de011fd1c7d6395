import { UsageError } from "../../ciam/errors/usageError";
import { exitCodes } from "../shell/exit";
import type { JobsOptions } from "../jobs/listed";
import { sayJson, sayLines } from "../shell/screen";
import { examples, firstTyped, type AddCommand } from "./command";
import { addConnectionOptions, disclosureOf } from "./options";

export const addJobs: AddCommand = (program, run) => {
  const command = program
    .command("jobs")
    .summary("the import jobs of a store, and whom they refused")
    .description(
      `Lists the jobs of a user store, the newest first. With --failed, everybody whom an import job refused, with the
reason, which is the whole list of what \`pulumi up\` names twenty of; it ends with ${exitCodes.no} if there is anybody.

With --state it reads what \`pulumi stack export\` prints, without an account: the jobs and the failed users of the last
run of each UserImportJob, also of those that no job was sent for.`,
    )
    .option("--store <id>", "the user store; default: the only one of the account")
    .option("--failed", "only whom import jobs refused")
    .option("--watch", "wait until no job runs, and show how they move; nothing but the end in a pipe")
    .option("--state <file>", "what `pulumi stack export` printed; - for the standard input")
    .option("--show-values", "name users in full")
    .option("--json", "print the jobs as JSON");
  addConnectionOptions(command)
    .addHelpText(
      "after",
      examples(
        "ciam jobs --store 0123456789abcdef0123456789abcdef",
        "ciam jobs --watch && ciam jobs --failed",
        "pulumi stack export | ciam jobs --failed --state -",
      ),
    )
    .action(async (options: JobsOptions) => {
      const unheard = firstTyped(command, ["store", "watch", "endpoint", "region", "profile"]);
      if (options.state !== undefined && unheard !== undefined)
        throw new UsageError(`${unheard} has no meaning with --state, which tells of a state and asks no service`);
      const { jobsOf } = await import("../jobs/listed.js");
      const { jobsText } = await import("../jobs/text.js");
      const { screen } = run;
      const listed = await jobsOf(options, run);
      const disclosure = disclosureOf(options);
      if (options.json)
        sayJson(
          screen,
          listed.map((job) => ({ ...job, failed: job.failed.map((user) => user.shown(disclosure)) })),
        );
      else sayLines(screen, jobsText(listed, { onlyFailed: options.failed === true, disclosure }));
      if (options.failed && listed.some(({ failedCount }) => failedCount > 0)) run.end(exitCodes.no);
    });
};
