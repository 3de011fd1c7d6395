import { expect } from "chai";
import { isAsShown, screensOf } from "../../support/documentedScreens";

const PAGE = [
  "Prose with `$ no command`.",
  "```console",
  "$ one",
  "first",
  "…",
  "last: 0123456789abcdef0123456789abcdef (ok)",
  "$ silent",
  "```",
  "````console",
  "$ fenced",
  "```text",
  "inside",
  "```",
  "````",
].join("\n");

describe("the screens of a page", () => {
  const [one, silent, fenced] = screensOf(PAGE);
  if (!one || !silent || !fenced) throw new Error("the page has three commands");

  it("are its commands with what stands below each", () => {
    expect(screensOf(PAGE).map(({ command }) => command)).to.deep.equal(["one", "silent", "fenced"]);
    expect(fenced.lines).to.deep.equal(["```text", "inside", "```"]);
  });

  it("leave out what an ellipsis stands for, which ids there are, and how long it took", () => {
    const last = "last: ffffffffffffffffffffffffffffffff (ok)\n";
    expect(isAsShown(one, `first\n${last}`)).to.equal(true);
    expect(isAsShown(one, `first\nmore\n\nand more\n${last}\n`)).to.equal(true);
    expect(isAsShown(one, `first\n${last}\nDuration: 9s\n\n`)).to.equal(true);
    expect(isAsShown(silent, "\n")).to.equal(true);
  });

  it("are not those of another run", () => {
    for (const real of ["", "first\n", "first\nlast: ffffffffffffffffffffffffffffffff (no)\n", "zero\nfirst\n"]) {
      expect(isAsShown(one, real), real).to.equal(false);
    }
    expect(isAsShown(silent, "a warning\n")).to.equal(false);
  });
});
