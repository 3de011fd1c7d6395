import { cpSync, globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { goModule, PLACEHOLDER, type Origin } from "./origin";
import { pack } from "./tarball";

/** The pages for the Pulumi Registry, with the addresses of this release. */
export async function writePages(
  root: string,
  { repository }: Origin,
  work: string,
  archive: string,
  date: Date,
): Promise<void> {
  cpSync(join(root, "docs/registry"), work, { recursive: true });
  for (const page of globSync("**/*.md", { cwd: work })) {
    const file = join(work, page);
    const text = readFileSync(file, "utf8");
    writeFileSync(
      file,
      text.replaceAll(PLACEHOLDER, repository).replaceAll(goModule(PLACEHOLDER), goModule(repository)),
    );
  }
  await pack(work, archive, date);
}
