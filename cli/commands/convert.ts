import type { Converted } from "../convert/convertUsers";
import { exitCodes } from "../shell/exit";
import { coloured } from "../render/line";
import { remark, say, sayJson, sayLines, type Screen } from "../shell/screen";
import { count } from "../../text/format";
import { examples, type AddCommand } from "./command";
import { placeAndRule, sayFindings } from "./findings";
import { addReadingOptions, addShowValues, disclosureOf, fileOptions, type ReadingOptions } from "./options";

interface ConvertOptions extends ReadingOptions {
  readonly json?: true;
  readonly force?: true;
}

export const addConvert: AddCommand = (program, run) => {
  const command = program
    .command("convert")
    .summary("a file of another system into a clean one, with what was understood of it")
    .description(
      `Reads a file of users as a program would, says what each of its columns became and what was done to the values, and
writes the users into a clean file in the format of its name, to be looked over and committed. Declared from the one or
from the other, a preview shows the same. Prints the line of a program that reads the original, too.

Where something is wrong with the file, its findings are printed, nothing is written, and the command ends with ${exitCodes.badInput}. The
file has personal data in clear, and passwords and hashes if the original has; it is readable by you alone. It is written
whole or not at all.`,
    )
    .argument("<in>", ".csv, .tsv, .txt, .xlsx, .ndjson, .jsonl, .json, .yaml or .yml")
    .argument("<out>", ".csv, .tsv, .ndjson, .jsonl, .json, .yaml or .yml")
    .option("--force", "replace a file that is there")
    .option("--json", "print what was understood as JSON");
  addShowValues(addReadingOptions(command))
    .addHelpText(
      "after",
      examples(
        "ciam convert --preset auth0 export.json users/customers.csv",
        "ciam convert members.xlsx users/members.yaml --sheet Staff --other-columns ignore",
        "ciam convert staff.csv users/staff.ndjson --key staffNumber --column 'E-Mail=email' --phone-country 86",
        "ciam convert --json contacts.csv users/staff.csv --preset wecom | jq -r .program",
      ),
    )
    .action(async (from: string, out: string, options: ConvertOptions) => {
      const { convertUsers } = await import("../convert/convertUsers.js");
      const { screen } = run;
      const converted = convertUsers({
        from,
        out,
        taken: options.force ? "replaced" : "refused",
        options: fileOptions(options),
        ownerAttribute: options.ownerAttribute,
        disclosure: disclosureOf(options),
      });
      if (options.json) sayJson(screen, asJson(from, out, converted));
      else sayConverted(screen, from, out, converted);
      if (converted.written === undefined) run.end(exitCodes.badInput);
      else remarkSecrets(screen, out, converted.written);
    });
};

function asJson(from: string, out: string, { findings, warnings, notes, written, ...understood }: Converted): unknown {
  return {
    in: from,
    out,
    ...understood,
    findings: findings.map(placeAndRule),
    warnings: warnings.map(placeAndRule),
    notes: notes.map(placeAndRule),
    written: written ?? null,
  };
}

function sayConverted(screen: Screen, from: string, out: string, converted: Converted): void {
  const { users, columns, altered, findings, warnings, notes, program, written } = converted;
  if (columns.length > 0) {
    say(screen, [coloured("bold", from), `: what was understood of ${count(users, "user")}`]);
    sayLines(screen, table([HEADER, ...columns.map(cellsOf)]));
  }
  for (const { field, how, users: many } of altered) say(screen, `  ${field} of ${count(many, "user")}: ${how}`);
  sayFindings(screen, { findings, warnings, notes });
  if (written === undefined) {
    say(screen, [
      coloured("red", count(findings.length, "finding")),
      `: ${out} is not written; mend them in ${from}, or by what they say, and type the command again`,
    ]);
    return;
  }
  say(screen, [coloured("green", "ok"), `: ${count(users, "user")} in ${out}`]);
  say(screen, `a program reads the original by  ${program}`);
  say(screen, `and this file by                 ${written.program}`);
}

/** Says that the file has secrets, which nobody should have to find out by opening it. */
function remarkSecrets(screen: Screen, out: string, { passwords, hashes }: NonNullable<Converted["written"]>): void {
  const held = [
    ...(passwords > 0 ? [`${count(passwords, "password")} that can be read`] : []),
    ...(hashes > 0 ? [`the password hashes of ${count(hashes, "user")}`] : []),
  ];
  const secrets = held.length === 0 ? "" : ` and ${held.join(" and ")}`;
  const where =
    held.length === 0 ? "logs and public repositories" : "logs and repositories, unless it is encrypted there";
  remark(screen, `${out} holds personal data in clear${secrets}: keep it out of ${where}`);
}

const HEADER = ["column", "becomes", "of", "first value, or why not"];

function cellsOf({ column, fields, why, users, sample }: Converted["columns"][number]): string[] {
  return [column, fields.length > 0 ? fields.join(", ") : "(ignored)", count(users, "user"), sample ?? why ?? ""];
}

/** Lines whose cells stand one below the other. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows.reduce<number[]>(
    (widest, row) => row.map((cell, at) => Math.max(widest[at] ?? 0, widthOf(cell))),
    [],
  );
  return rows.map((row) =>
    `  ${row.map((cell, at) => cell + " ".repeat((widths[at] ?? 0) - widthOf(cell))).join("  ")}`.trimEnd(),
  );
}

/** In places of a terminal, where a letter of East Asia takes two. */
function widthOf(text: string): number {
  return Array.from(text).reduce((width, sign) => width + (WIDE.test(sign) ? 2 : 1), 0);
}

const WIDE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff01-\uff60]/u;
