import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { packageVersion } from "../../../../ciam/version";
import { sourceFor } from "../../../../cli/init/packageSource";

describe("where a project gets the package from that made it", () => {
  let base: string;
  let root: string;
  const project = (): string => join(base, "work/shop");
  const installed = (text: string): void => {
    writeFileSync(join(base, "tool/node_modules/.package-lock.json"), text);
  };
  const from = (resolved: string): string =>
    JSON.stringify({ packages: { "node_modules/pulumi-tencentcloud-ciam": { version: "0.1.0", resolved } } });
  beforeEach(() => {
    base = mkdtempSync(join(tmpdir(), "ciam-init-"));
    root = join(base, "tool/node_modules/pulumi-tencentcloud-ciam");
    mkdirSync(root, { recursive: true });
  });
  afterEach(() => {
    rmSync(base, { recursive: true });
  });

  it("is the file that npm was given, from the folder of the project", () => {
    installed(from("file:../downloads/ours.tgz"));
    expect(sourceFor(root, project())).to.equal("file:../../downloads/ours.tgz");
  });

  it("is the version, where a registry had it or nothing tells", () => {
    installed(from("https://registry.example.com/ours.tgz"));
    expect(sourceFor(root, project())).to.equal(packageVersion());
    installed("no JSON");
    expect(sourceFor(root, project())).to.equal(packageVersion());
    rmSync(join(base, "tool/node_modules/.package-lock.json"));
    expect(sourceFor(root, project())).to.equal(packageVersion());
  });

  it("is the checkout that somebody works in", () => {
    expect(sourceFor(join(base, "checkout"), project())).to.equal("file:../../checkout");
  });
});
