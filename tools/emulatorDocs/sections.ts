import { HELP } from "../../emulator/command/cli";
import { describeCodes } from "../../emulator/command/codes";
import { describeConfig } from "../../emulator/service/config";
import { describePresets } from "../../emulator/faults/presets";
import { actions, type ActionName } from "../../ciam/actions";
import { support } from "./support";

/** The sections of docs/emulator.md that are generated from the emulator. */
const sections: Readonly<Record<string, () => string>> = {
  support: () =>
    table(
      ["Action", "Endpoints", "What there is"],
      Object.entries(support).map(([name, what]) => [
        `\`${name}\``,
        // The keys of `support` are the actions' names.
        actions[name as ActionName].endpoints === "mainland" ? "mainland" : "all",
        what,
      ]),
    ),
  help: () => ["```console", "$ npx --no-install ciam-emulator --help", HELP.trimEnd(), "```"].join("\n"),
  switches: () =>
    table(
      ["Switch", "Default", "Can be", "Why"],
      describeConfig().map(({ name, default: value, values, why }) => [
        `\`${name}\``,
        `\`${JSON.stringify(value)}\``,
        values,
        why,
      ]),
    ),
  presets: () =>
    table(
      ["Preset", "What happens"],
      describePresets().map(({ name, what }) => [`\`${name}\``, what]),
    ),
  codes: () => {
    const codes = describeCodes();
    const modelled = codes.filter(({ by }) => by === "behaviour");
    const others = codes.filter(({ by }) => by === "fault").map(({ code }) => `\`${code}\``);
    return [
      `Of the ${String(codes.length)} codes that are published for CIAM, ${String(modelled.length)} are reached by what causes them:`,
      "",
      table(
        ["Code", "How to see it"],
        modelled.map(({ code, how }) => [`\`${code}\``, how]),
      ),
      "",
      'The others are reached by a rule, such as `{"action":"*","effect":"code","code":"InternalError"}`:',
      `${others.join(", ")}.`,
    ].join("\n");
  },
};

const PLACE = /<!-- made: (\w+) -->\n[^]*?<!-- end of made -->/g;

/** The page with its generated sections updated. */
export function withSections(page: string): string {
  return page.replace(PLACE, (_place, name: string) => {
    const section = sections[name];
    if (!section) throw new Error(`nothing makes ${name}`);
    return [
      `<!-- made: ${name} -->`,
      "<!-- prettier-ignore-start -->",
      "",
      section(),
      "",
      "<!-- prettier-ignore-end -->",
      "<!-- end of made -->",
    ].join("\n");
  });
}

/** The names of a page's generated sections. */
export function sectionsIn(page: string): string[] {
  return [...page.matchAll(PLACE)].map(([, name = ""]) => name);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(" | ")} |`;
  return [line(head), `|${head.map(() => "---").join("|")}|`, ...rows.map(line)].join("\n");
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}
