import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { everydayChange } from "../edits";
import { meaningfulDiff, meaningfulNotes } from "../screen";
import { layQuickstart } from "../quickstart";
import { DemoProject } from "../project";
import { terminal } from "./svg";

const repository = join(__dirname, "../../../..");
const picture = join(repository, "docs/images/preview.svg");

/** Draws the README's picture from a real preview: `node dist/tools/demo/picture/main.js`, with pulumi on the PATH. */
async function main(): Promise<void> {
  const project = await DemoProject.create(repository, new AbortController().signal);
  try {
    layQuickstart(project, repository);
    await project.pulumi(["stack", "init", "dev"]);
    const up = await project.pulumi(["up", "--yes", "--skip-preview"]);
    if (up.code !== 0) throw new Error(up.out + up.err);
    everydayChange(project);
    const { out, err } = await project.pulumi(["preview", "--diff", "--color", "always"]);
    const lines = ["\u001b[1m$ pulumi preview --diff\u001b[0m", ...meaningfulDiff(out), "", ...meaningfulNotes(err)];
    mkdirSync(dirname(picture), { recursive: true });
    writeFileSync(
      picture,
      terminal("pulumi preview: one user added, one e-mail address changed, one user removed", lines),
    );
  } finally {
    await project.remove();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
