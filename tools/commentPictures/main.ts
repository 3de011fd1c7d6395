import { join } from "node:path";
import { openBrowser } from "../../tests/support/browser";
import { DemoProject } from "../demo/project";
import { page } from "./page";
import { comments, type CommentSteps } from "./comments";

const repository = join(__dirname, "../../..");

/**
 * Takes the documentation's pictures of comments, each written by `ciam comment` from a real preview:
 * `node dist/tools/commentPictures/main.js [FILE…]`, with pulumi on the PATH. Half a minute each.
 */
async function main(only: readonly string[]): Promise<void> {
  const wanted = Object.entries(comments).filter(([name]) => only.length === 0 || only.includes(name));
  for (const [name, steps] of wanted) {
    process.stderr.write(`${name}\n`);
    await take(await told(steps), join(repository, "docs/images", name));
  }
}

async function told(steps: CommentSteps): Promise<string> {
  const project = await DemoProject.create(repository, new AbortController().signal, ["--seed", "1"]);
  try {
    return await steps(project, repository);
  } finally {
    await project.remove();
  }
}

async function take(comment: string, file: string): Promise<void> {
  const browser = await openBrowser();
  try {
    const tab = await browser.newPage({
      colorScheme: "light",
      deviceScaleFactor: 1.5,
      viewport: { width: 854, height: 400 },
    });
    await tab.setContent(await page(comment));
    await tab.screenshot({ path: file, fullPage: true });
  } finally {
    await browser.close();
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
