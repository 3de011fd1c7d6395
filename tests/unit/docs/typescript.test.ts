import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";

const ROOT = join(__dirname, "../../../..");

interface Package {
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

const packageAt = (...path: string[]): Package =>
  JSON.parse(readFileSync(join(ROOT, ...path, "package.json"), "utf8")) as Package;

describe("the version of TypeScript that a newcomer is told", () => {
  const majorOf = (version: string): number => Number(/\d+/.exec(version)?.[0]);
  /** As in ">= 3.8.3 < 7". */
  const bound = Number(
    /<\s*(\d+)/.exec(packageAt("node_modules", "@pulumi", "pulumi").peerDependencies?.typescript ?? "")?.[1],
  );

  it("is one that Pulumi takes, wherever a page says what to install", () => {
    const page = readFileSync(join(ROOT, "docs/getting-started.md"), "utf8");
    const told = [...page.matchAll(/ (?:install|add) [^\n|]*?\btypescript(?:@(\d+))?\b/g)].map(([, major]) =>
      Number(major),
    );
    expect(told).to.have.length(4);
    for (const major of told) expect(major).to.equal(majorOf(packageAt("node_modules", "typescript").version));
    expect(told[0]).to.be.below(bound);
  });

  it("is that of this package in the template, as is Pulumi's", () => {
    const { dependencies, devDependencies } = packageAt("templates", "typescript");
    const ours = packageAt().devDependencies;
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies }))
      expect(ours?.[name], name).to.equal(version);
  });

  it("is one that Pulumi takes in every example", () => {
    // Those in other languages have no package of npm.
    const examples = readdirSync(join(ROOT, "examples")).filter((name) =>
      existsSync(join(ROOT, "examples", name, "package.json")),
    );
    expect(examples).to.have.length.above(5);
    for (const example of examples)
      expect(majorOf(packageAt("examples", example).devDependencies?.typescript ?? ""), example).to.be.below(bound);
  });
});
