import { count } from "../../text/format";
import { exitCodes } from "../shell/exit";
import { coloured } from "../render/line";
import { say, sayJson } from "../shell/screen";
import { examples, type AddCommand } from "./command";
import { placeAndRule, sayFindings } from "./findings";
import { addReadingOptions, addShowValues, disclosureOf, fileOptions, type ReadingOptions } from "./options";

interface ValidateOptions extends ReadingOptions {
  readonly json?: true;
  readonly independent?: true;
}

export const addValidate: AddCommand = (program, run) => {
  const command = program
    .command("validate")
    .summary("what is wrong with files of users, all of it at once")
    .description(
      `Checks files by the rules that \`pulumi preview\` checks them by, without a program, an account or a network: their
form, every field, identities that two users have, also in two files. Each finding has its file, line and column; of a
kind that comes up often the first are named and the others counted, and --json has all of them. The last line is the
verdict: how many users are fine, or how many findings a program would end with. A warning is
what may be meant, such as two users whose names differ in case only; a note tells what a preset left behind.
Ends with ${exitCodes.badInput} if there are any.`,
    )
    .argument("<files...>", ".csv, .tsv, .txt, .xlsx, .ndjson, .jsonl, .json, .yaml or .yml")
    .option("--independent", "the files are for different stores: the same user may be in two of them")
    .option("--json", "print the findings as JSON");
  addShowValues(addReadingOptions(command))
    .addHelpText(
      "after",
      examples(
        "ciam validate users/*.csv",
        'ciam validate staff.csv --key staffNumber --column "E-Mail=email" --column Salary=false',
        "ciam validate --preset auth0 export.json",
        "ciam validate members.xlsx --sheet Staff --other-columns ignore",
        "ciam validate --json users/*.yaml | jq -r '.findings[].where'",
      ),
    )
    .action(async (files: string[], options: ValidateOptions) => {
      const { readFiles } = await import("../input/files.js");
      const { users, findings, warnings, notes } = readFiles(files, {
        options: fileOptions(options),
        ownerAttribute: options.ownerAttribute,
        disclosure: disclosureOf(options),
        together: !options.independent,
      });
      const { screen } = run;
      if (options.json)
        sayJson(screen, {
          ok: findings.length === 0,
          files: files.length,
          users: users.length,
          findings: findings.map(placeAndRule),
          warnings: warnings.map(placeAndRule),
          notes: notes.map(placeAndRule),
        });
      else {
        sayFindings(screen, { findings, warnings, notes });
        const besides = warnings.length > 0 ? `, ${count(warnings.length, "warning")}` : "";
        if (findings.length === 0)
          say(screen, [
            coloured("green", "ok"),
            `: ${count(users.length, "user")} in ${count(files.length, "file")}${besides}`,
          ]);
        else
          say(screen, [
            coloured("red", count(findings.length, "finding")),
            ` in ${count(files.length, "file")}${besides}: a program that loads ${files.length === 1 ? "it" : "them"} ends before anything is sent`,
          ]);
      }
      if (findings.length > 0) run.end(exitCodes.badInput);
    });
};
