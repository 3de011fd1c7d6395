import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { sign, withLinks } from "../../../../tools/release/package";

const repository = "https://git.example.com/acme/users";
const origin = { repository, homepage: repository, bugs: `${repository}/issues`, downloads: repository };

describe("the package of a release", () => {
  const folder = mkdtempSync(join(tmpdir(), "ciam-package-"));
  after(() => rmSync(folder, { recursive: true }));

  it("says where it is from, and nothing that only a clone can use", () => {
    const manifest = { name: "p", version: "1.2.3", scripts: {}, workspaces: [], devDependencies: {}, bin: {} };
    writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
    writeFileSync(join(folder, "README.md"), "[docs](docs/a.md#b)\n");
    sign(folder, origin);
    expect(JSON.parse(readFileSync(join(folder, "package.json"), "utf8"))).to.deep.equal({
      name: "p",
      version: "1.2.3",
      bin: {},
      homepage: repository,
      bugs: { url: `${repository}/issues` },
      repository: { type: "git", url: `git+${repository}.git` },
    });
    expect(readFileSync(join(folder, "README.md"), "utf8")).to.equal(`[docs](${repository}/blob/v1.2.3/docs/a.md#b)\n`);
  });

  it("has pages below it that lead to each other, and out of it", () => {
    mkdirSync(join(folder, "examples/ci"), { recursive: true });
    writeFileSync(join(folder, "examples/ci/deploy.yml"), "");
    const page = "[here](deploy.yml) [up](../../README.md) [out](../../docs/a.md)";
    expect(withLinks(page, "examples/ci/README.md", { repository, version: "1.2.3" }, folder)).to.equal(
      `[here](deploy.yml) [up](../../README.md) [out](${repository}/blob/v1.2.3/docs/a.md)`,
    );
  });

  it("has pages whose links lead somewhere outside of the repository too", () => {
    const text = [
      "![a picture](docs/images/preview.svg) [ours](README.md) [above](#part) [theirs](https://example.com/x)",
      "[two",
      "lines](bench)",
      "git clone https://example.com/pulumi-tencentcloud-ciam",
    ].join("\n");
    expect(withLinks(text, "README.md", { repository, version: "1.2.3" }, folder).split("\n")).to.deep.equal([
      `![a picture](${repository}/raw/v1.2.3/docs/images/preview.svg) [ours](README.md) [above](#part) [theirs](https://example.com/x)`,
      "[two",
      `lines](${repository}/blob/v1.2.3/bench)`,
      `git clone ${repository}`,
    ]);
  });
});
