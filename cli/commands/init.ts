import { basename, join, resolve } from "node:path";
import { Option } from "commander";
import { UsageError } from "../../ciam/errors/usageError";
import { count } from "../../text/format";
import { coloured } from "../render/line";
import { remark, say, sayLines } from "../shell/screen";
import { languages, pipelines, type Language, type Pipeline } from "../init/wish";
import { examples, type AddCommand } from "./command";

interface InitOptions {
  readonly language?: Language;
  readonly store?: string;
  readonly endpoint?: string;
  readonly ci?: Pipeline;
  readonly name?: string;
  readonly package?: string;
  readonly yes?: true;
}

/** The folder of this package, in which its templates are. */
const ROOT = join(__dirname, "../../..");

/** The names that Pulumi takes for a project. */
const NAME = /^[A-Za-z0-9_.-]{1,100}$/;

export const addInit: AddCommand = (program, run) => {
  program
    .command("init")
    .summary("a project to begin with: a store, two users in a file, and what runs them")
    .description(
      `Writes a Pulumi project: a program with a user store, a file with two users, and a stack \`dev\` whose users live in an
emulator on this machine, so that \`pulumi up\` needs no account. With the id of a store that exists, it is a stack
\`production\` and no store. It asks what was not said, four questions at most, and prints what to type next.

A file that is there already is never replaced: all files are written, or none.`,
    )
    .argument("[dir]", "the folder of the project", ".")
    .addOption(
      new Option("--language <language>", "the language of the program; default: typescript").choices(languages),
    )
    .option("--store <id>", "the id of a user store that exists, or new; default: new")
    .option("--endpoint <host>", "where the store of the stack production is; default: by whether it is new")
    .addOption(new Option("--ci <forge>", "a pipeline for pull requests; default: none").choices(pipelines))
    .option("--name <project>", "the name of the project; default: that of the folder")
    .option(
      "--package <source>",
      "where npm gets this package, as a package.json says it; default: where this one is from",
    )
    .option("--yes", "ask nothing: what is not said is the default")
    .addHelpText(
      "after",
      examples(
        "ciam init shop",
        "ciam init shop --language python --yes",
        "ciam init users --language yaml --store 0123456789abcdef0123456789abcdef --ci github",
      ),
    )
    .action(async (dir: string, options: InitOptions) => {
      const { answered } = await import("../init/questions.js");
      const { projectFiles } = await import("../init/project.js");
      const { sourcesIn } = await import("../init/templates.js");
      const { sourceFor } = await import("../init/packageSource.js");
      const { writeProject } = await import("../init/write.js");
      const { nextCommands, nextRemarks } = await import("../init/next.js");
      const { screen } = run;
      const name = options.name ?? nameOf(dir);
      if (!NAME.test(name))
        throw new UsageError(
          `--name ${JSON.stringify(name)}: a project is named by letters, digits, hyphens, dots and underscores`,
        );
      const { language, store, endpoint, ci } = options;
      const answering = options.yes ? "defaults" : screen.stdin.isTTY ? "person" : "nobody";
      const answers = await answered({ language, store, endpoint, pipeline: ci }, screen, answering);
      const wish = { ...answers, name, source: options.package ?? sourceFor(ROOT, dir) };
      const files = projectFiles(wish, sourcesIn(ROOT, wish));
      writeProject(dir, files);
      say(screen, [coloured("green", "ok"), `: ${count(files.size, "file")} in ${dir}; next, type`]);
      sayLines(
        screen,
        nextCommands(dir, wish).map((command) => `  ${command}`),
      );
      for (const said of nextRemarks(wish)) remark(screen, said);
    });
};

/** That of the folder, as far as a project can be called so. */
function nameOf(dir: string): string {
  return basename(resolve(dir)).replace(/[^A-Za-z0-9_.-]+/g, "-") || "users";
}
