import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { originOf, PLACEHOLDER } from "../../../../tools/release/origin";

const manifest = JSON.parse(readFileSync(join(__dirname, "../../../../../package.json"), "utf8")) as {
  repository: { url: string };
};

describe("where a release is from", () => {
  it("is not guessed: nothing is released with the placeholders of a clone", () => {
    expect(() => originOf({}, manifest)).to.throw("make release REPOSITORY=https://github.com/OWNER/NAME");
    expect(() => originOf({ REPOSITORY: "" }, manifest)).to.throw("nothing was made");
  });

  it("is what is said, or what somebody has written into package.json", () => {
    const origin = {
      repository: "https://git.example.com/acme/users",
      homepage: "https://git.example.com/acme/users",
      bugs: "https://git.example.com/acme/users/issues",
      downloads: "https://git.example.com/acme/users/releases/download/v${VERSION}",
    };
    expect(originOf({ REPOSITORY: "https://git.example.com/acme/users/" }, manifest)).to.deep.equal(origin);
    const written = { repository: { url: "git+https://git.example.com/acme/users.git" } };
    expect(originOf({}, written)).to.deep.equal(origin);
    const elsewhere = { HOMEPAGE: "https://users.example.com", DOWNLOADS: "http://127.0.0.1:8000/plugins" };
    expect(originOf(elsewhere, written)).to.include({
      homepage: "https://users.example.com",
      downloads: "http://127.0.0.1:8000/plugins",
    });
  });

  for (const [value, problem] of [
    ["git@example.com:acme/users.git", "begins with https://"],
    ["http://example.com/acme/users", "begins with https://"],
    ["https://me:secret@example.com/acme/users", "credentials"],
    ["https://example.com/acme/users?token=1", "more than a path"],
    ['https://example.com/"+evil()+"', "characters that no address has"],
  ] as const) {
    it(`is no address such as ${value}`, () => {
      expect(() => originOf({ REPOSITORY: value }, manifest)).to.throw(problem);
    });
  }

  it("has one placeholder, which the manifest and the pages share", () => {
    expect(manifest.repository.url).to.equal(`git+${PLACEHOLDER}.git`);
    const readme = readFileSync(join(__dirname, "../../../../../README.md"), "utf8");
    expect(readme).to.contain(`git clone ${PLACEHOLDER}`);
  });
});
