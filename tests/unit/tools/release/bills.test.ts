import { expect } from "chai";
import { billOf, installedFolders, withNode } from "../../../../tools/release/bills";

const component = (name: string) => ({
  "bom-ref": `own|${name}`,
  properties: [{ name: "cdx:npm:package:path", value: `node_modules/${name}` }],
});

/** The package needs a, and a needs b; c is a tool, which needs b as well. */
const whole = {
  metadata: { component: { "bom-ref": "own" } },
  components: ["a", "b", "c"].map(component),
  dependencies: [
    { ref: "own", dependsOn: ["own|a", "own|c"] },
    { ref: "own|a", dependsOn: ["own|b"] },
    { ref: "own|b" },
    { ref: "own|c", dependsOn: ["own|b"] },
  ],
};
const manifest = {
  name: "own",
  version: "1.0.0",
  repository: { type: "git", url: "" },
  dependencies: { a: "1.0.0" },
};

describe("the bill of materials", () => {
  it("of the package names what is installed with it, and no tools", () => {
    const folders = installedFolders(whole, manifest);
    expect(folders).to.deep.equal(["node_modules/a", "node_modules/b"]);
    expect(billOf(whole, folders)).to.deep.include({
      components: ["a", "b"].map(component),
      dependencies: [{ ref: "own", dependsOn: ["own|a"] }, { ref: "own|a", dependsOn: ["own|b"] }, { ref: "own|b" }],
    });
  });

  it("leaves nothing out in silence", () => {
    expect(() => billOf(whole, ["node_modules/a", "node_modules/other"])).to.throw(
      "of 2 packages, the bill of materials names 1",
    );
    expect(() => installedFolders(whole, { ...manifest, dependencies: { other: "1.0.0" } })).to.throw(
      "does not name other",
    );
  });

  it("of the executables names Node too", () => {
    const names = withNode(whole, "24.0.0").components.map((each) => each["bom-ref"]);
    expect(names).to.include("pkg:generic/node@24.0.0").and.to.have.length(4);
  });
});
