import { exitCodes } from "../shell/exit";
import { sayJson, sayLines } from "../shell/screen";
import { examples, type AddCommand } from "./command";

interface DoctorOptions {
  readonly state: string;
  readonly json?: true;
}

export const addDoctor: AddCommand = (program, run) => {
  program
    .command("doctor")
    .summary("is it safe to go on: what a state would have Pulumi run")
    .description(
      `Looks whether the code in a state is this package's and no other, before Pulumi runs it with the keys of a deployment.
Pulumi keeps the provider of a dynamic resource as text in the state and evaluates it in \`up\`, \`refresh\` and \`destroy\`;
whoever can write the state can put another text there. It compares every such text with that of the installed package,
byte for byte, runs none of them, asks no service, and ends with ${exitCodes.no} if one differs.`,
    )
    .requiredOption("--state <file>", "what `pulumi stack export` printed; - for the standard input")
    .option("--json", "print the findings as JSON")
    .addHelpText(
      "after",
      examples("pulumi stack export | ciam doctor --state -", "ciam doctor --state state.json --json"),
    )
    .action(async ({ state, json }: DoctorOptions) => {
      const { stateText } = await import("../preview/documents.js");
      const { providerTexts } = await import("../doctor/providerTexts.js");
      const { checkedText } = await import("../doctor/text.js");
      const { screen } = run;
      const checked = [providerTexts(await stateText(state, screen))];
      if (json) sayJson(screen, checked);
      else sayLines(screen, checkedText(checked));
      run.end(checked.some(({ findings }) => findings.length > 0) ? exitCodes.no : exitCodes.ok);
    });
};
