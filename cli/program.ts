import { Command, InvalidArgumentError, type Option } from "commander";
import { suggestion } from "../text/suggest";
import { packageVersion } from "../ciam/version";
import { commanderOutput } from "./shell/screen";
import type { Run } from "./commands/command";
import { addComment } from "./commands/comment";
import { addConvert } from "./commands/convert";
import { addDoctor } from "./commands/doctor";
import { addExport } from "./commands/export";
import { addInit } from "./commands/init";
import { addJobs } from "./commands/jobs";
import { addPlan } from "./commands/plan";
import { addPreview } from "./commands/preview";
import { addValidate } from "./commands/validate";
import { addVerifyPassword } from "./commands/verifyPassword";

const EXIT_CODES = `
Exit codes:
  0    done
  1    the answer is no: a password that does not match, users who failed, changes where none were expected,
       a state with code that is not this package's, something in the way of an \`up\`
  2    wrong use, or a file that is not as it must be
  3    CIAM, the way to it, or the credentials for it
  70   a fault of this command
  130  interrupted
  \`ciam preview\` ends like the \`pulumi preview\` it runs, where that fails.

Every command has examples: ciam help plan
`;

/** The command line. */
export function program(run: Run): Command {
  const { screen } = run;
  const command = new Command("ciam")
    .description("Users as code for Tencent Cloud CIAM: the work around \`pulumi up\`")
    .version(packageVersion())
    .addHelpText("after", EXIT_CODES)
    .showSuggestionAfterError()
    .showHelpAfterError("(ciam help has the commands)")
    .exitOverride()
    .configureOutput({
      ...commanderOutput(screen),
      getOutHelpWidth: () => 120,
      getErrHelpWidth: () => 120,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    });
  for (const add of [
    addInit,
    addValidate,
    addConvert,
    addPreview,
    addPlan,
    addComment,
    addExport,
    addJobs,
    addVerifyPassword,
    addDoctor,
  ])
    add(command, run);
  for (const sub of command.commands) {
    for (const option of sub.options) suggestChoices(option);
    sub.showHelpAfterError(`(ciam help ${sub.name()} has its options and examples)`);
  }
  return command;
}

/** Suggests the choice of an option that was meant by a wrong word. */
function suggestChoices(option: Option): void {
  const { argChoices: choices } = option;
  if (choices === undefined) return;
  option.argParser((word: string) => {
    if (choices.includes(word)) return word;
    throw new InvalidArgumentError(`Allowed choices are ${choices.join(", ")}${suggestion(word, choices)}.`);
  });
}
