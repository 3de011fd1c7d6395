import { Option } from "commander";
import { UsageError } from "../../ciam/errors/usageError";
import { indexedAttributes } from "../../provider/users/model/fields";
import { defaultOwnerAttribute } from "../../provider/users/model/mark";
import { NAMED } from "../../text/format";
import { fileForShell } from "../../text/quote";
import type { ExaminationOptions } from "../doctor/examination";
import type { Finding } from "../doctor/finding";
import { exitCodes } from "../shell/exit";
import { remark, sayJson, sayLines } from "../shell/screen";
import { examples, firstTyped, type AddCommand, type Run } from "./command";
import { addConnectionOptions } from "./options";

interface DoctorOptions extends ExaminationOptions {
  readonly state?: string;
  readonly out?: string;
  readonly force?: true;
  readonly json?: true;
}

export const addDoctor: AddCommand = (program, run) => {
  const command = program
    .command("doctor")
    .summary("will this machine, account and store do, and what does the service really do")
    .description(
      `Looks, before a first \`pulumi up\`, whether this machine, the credentials and a user store will do: versions, where calls
go and with whose credentials, the clock, each permission, whose users are in the store. Each line says what was asked,
what came back, what it means for this package, and where to read on. It changes nothing: what it asks of actions that
write is about a store that nobody has. It ends with ${exitCodes.no} if something stands in the way.

With --write it also finds out what the documentation does not say, by some twenty users, two groups and a few jobs of
its own. They carry a mark, and are removed again, also after Ctrl-C; what a killed doctor left is removed by the next
one. It writes into a store without users, or into one that is named twice. --out keeps what was found for
\`ciam-emulator --config\`, so that a laptop behaves like the store.

With --state it looks whether the code in a state is this package's and no other, before Pulumi runs it with the keys
of a deployment: Pulumi keeps the provider of a dynamic resource as text in the state, and whoever can write the state
can put another text there. It compares every such text with that of the installed package, byte for byte, runs none
of them, and asks no service unless another option does.`,
    )
    .option("--store <id>", "the user store; default: the only one of the account")
    .option(
      "--write [id]",
      "make users in the store, and remove them; with its id a second time, beside users of others",
    )
    .option("--second-store", "with --write: make a second user store too, and remove it, for what one does not show")
    .addOption(
      new Option("--owner-attribute <field>", "the attribute that is to carry the owner mark")
        .choices([...indexedAttributes])
        .default(defaultOwnerAttribute),
    )
    .option("--out <file>", "what was found, for `ciam-emulator --config`")
    .option("--force", "replace a file that is there")
    .option("--state <file>", "what `pulumi stack export` printed; - for the standard input")
    .option("--json", "print the findings as JSON");
  addConnectionOptions(command)
    .addHelpText(
      "after",
      examples(
        "ciam doctor --store 0123456789abcdef0123456789abcdef",
        "ciam doctor --store 0123456789abcdef0123456789abcdef --write --out like-the-store.json",
        "pulumi stack export | ciam doctor --state -",
      ),
    )
    .action(async (options: DoctorOptions) => {
      const { state } = options;
      const isOnlyState = state !== undefined && firstTyped(command, ABOUT_A_SERVICE) === undefined;
      return isOnlyState ? lookAtState(state, options, run) : lookAtService(options, run);
    });
};

const ABOUT_A_SERVICE = [
  "store",
  "write",
  "secondStore",
  "ownerAttribute",
  "out",
  "force",
  "endpoint",
  "region",
  "profile",
];

async function lookAtState(state: string, { json }: DoctorOptions, run: Run): Promise<void> {
  const { stateText } = await import("../preview/documents.js");
  const { providerTexts } = await import("../doctor/state/providerTexts.js");
  const { checkedText } = await import("../doctor/state/text.js");
  const { screen } = run;
  const checked = [providerTexts(await stateText(state, screen))];
  if (json) sayJson(screen, checked);
  else sayLines(screen, checkedText(checked));
  run.end(checked.some(({ findings }) => findings.length > 0) ? exitCodes.no : exitCodes.ok);
}

async function stateFinding(state: string, { screen }: Run): Promise<Finding> {
  const { stateText } = await import("../preview/documents.js");
  const { providerTexts } = await import("../doctor/state/providerTexts.js");
  const { verdict, findings, remedy } = providerTexts(await stateText(state, screen));
  return {
    about: "the state",
    asked: "is the code in the state this package's and no other",
    cameBack: [verdict, ...findings.slice(0, NAMED)].join("; "),
    means: findings.length === 0 ? "Pulumi runs nothing else for it" : remedy,
    page: "docs/ciam.md#doctor",
    standing: findings.length === 0 ? "fine" : "wrong",
  };
}

async function lookAtService(options: DoctorOptions, run: Run): Promise<void> {
  const { examine } = await import("../doctor/examination.js");
  const { configOf } = await import("../doctor/probes/judge.js");
  const { hidden } = await import("../doctor/probes/switches.js");
  const { habitFindings, hiddenLines, table } = await import("../doctor/table.js");
  const { refuseTaken, writePrivately } = await import("../shell/outFile.js");
  const { screen } = run;
  const { out, json, secondStore, write } = options;
  if (secondStore && write === undefined) throw new UsageError("--second-store has no meaning without --write");
  const taken = options.force ? "replaced" : "refused";
  if (out !== undefined) refuseTaken(out, taken);
  const texts = options.state === undefined ? [] : [await stateFinding(options.state, run)];
  const { findings, judgements, stopped } = await examine(options, run);
  const lines = [...findings, ...texts, ...habitFindings(judgements)];
  const config = configOf(judgements);
  if (json) sayJson(screen, { findings: lines, cannotBeTold: hidden, config });
  else sayLines(screen, [...table(lines), ...(stopped === undefined ? hiddenLines() : [])]);
  if (stopped !== undefined) throw stopped;
  if (out !== undefined) {
    writePrivately(out, `${JSON.stringify(config, null, 2)}\n`, taken);
    remark(screen, `what was told is in ${out}: ciam-emulator --config ${fileForShell(out)}`);
  }
  run.end(lines.some(({ standing }) => standing === "wrong") ? exitCodes.no : exitCodes.ok);
}
