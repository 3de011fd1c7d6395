import { Option } from "commander";
import { allUserFields, indexedAttributes } from "../../provider/users/model/fields";
import { defaultOwnerAttribute } from "../../provider/users/model/mark";
import type { ExportOptions } from "../export/exportUsers";
import { remark, say, sayJson } from "../shell/screen";
import { fileForShell } from "../../text/quote";
import { examples, type AddCommand } from "./command";
import { addConnectionOptions } from "./options";
import { count } from "../../text/format";

export const addExport: AddCommand = (program, run) => {
  const command = program
    .command("export")
    .summary("the users of a store into a file that declares them")
    .description(
      `Writes the users of a store, or of one owner in it, into a file that usersFromFile reads again: declared for the same
store it changes nobody. Ended in the middle, the same command goes on where it was.

The file has personal data in clear and is readable by you alone. Passwords are never in it, CIAM does not tell them;
identity card numbers only with --identity-numbers; the owner mark is left out.`,
    )
    .requiredOption("--out <file>", ".csv, .tsv, .ndjson, .jsonl, .json, .yaml or .yml")
    .option("--store <id>", "the user store; default: the only one of the account")
    .option(
      "--owner <owner>",
      "only users of this UserImportJob, as in shop/dev/staff#f07d6dfd, or shop/dev/staff where one owner is called so; default: all",
    )
    .addOption(
      new Option("--key <field>", "what names users in the file; auto: userName where it is fit, else the UserId")
        .choices(["auto", "userId", ...allUserFields.filter((field) => !["password", "salt"].includes(field))])
        .default("auto"),
    )
    .addOption(
      new Option("--groups <how>", "groups by id, or by name (mainland endpoint only)")
        .choices(["ids", "names"])
        .default("ids"),
    )
    .addOption(
      new Option("--owner-attribute <field>", "the attribute with the owner mark")
        .choices([...indexedAttributes])
        .default(defaultOwnerAttribute),
    )
    .option("--identity-numbers", "write identity card numbers, too")
    .option(
      "--escape-formulas",
      "an apostrophe before CSV cells that a spreadsheet would compute; they no longer load as they were",
    )
    .option("--force", "replace a file that is there")
    .option("--json", "print what was done as JSON");
  addConnectionOptions(command)
    .addHelpText(
      "after",
      examples(
        "ciam export --store 0123456789abcdef0123456789abcdef --out users.csv",
        "ciam export --owner shop/dev/staff#f07d6dfd --out staff.yaml --groups names",
        "ciam export --out everybody.ndjson --key email --profile production",
      ),
    )
    .action(async (options: ExportOptions & { readonly json?: true }) => {
      const { exportUsers } = await import("../export/exportUsers.js");
      const { screen } = run;
      const done = await exportUsers(options, run);
      if (options.json) sayJson(screen, done);
      else
        say(
          screen,
          `${done.file}: ${count(done.users, "user")}${done.resumed > 0 ? `, ${done.resumed.toLocaleString("en-US")} of them from the run before` : ""}`,
        );
      if (done.users > 0)
        remark(screen, `${done.file} holds personal data in clear: keep it out of logs and public repositories`);
      else remark(screen, `no users were found; usersFromFile takes such a file only with allowEmpty: true`);
      if (done.linked > 0)
        remark(screen, `${String(done.linked)} linked accounts were left out, they share the identities of others`);
      if (done.undeclarable > 0) {
        remark(
          screen,
          `${done.undeclarable === 1 ? "1 user has" : `${String(done.undeclarable)} users have`} values that a declaration may not have; \`ciam validate ${fileForShell(done.file)}\` names them`,
        );
      }
      if (options.escapeFormulas)
        remark(screen, "escaped cells do not load as they were: this file is for a spreadsheet");
    });
};
