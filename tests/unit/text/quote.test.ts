import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { fileForShell, forShell, quotedForShell } from "../../../text/quote";
import { expectInert, hostileTexts } from "../../support/hostile";

describe("a word of a command to paste", () => {
  const folder = mkdtempSync(join(tmpdir(), "ciam-quote-"));
  after(() => rmSync(folder, { recursive: true }));

  const argument = (shell: string, word: string): string =>
    execFileSync(shell, ["-c", `printf %s ${word}`], {
      cwd: folder,
      stdio: ["ignore", "pipe", "pipe"],
    }).toString();

  it("is as it is where every shell takes it so", () => {
    for (const word of ["shop/dev/staff#f07d6dfd", "users/staff.csv", "a-b_c.d:e+f@g%h=i"])
      expect(forShell(word)).to.equal(word);
  });

  it("is in single quotes otherwise", () => {
    expect(forShell("a b")).to.equal("'a b'");
    expect(forShell("; curl evil|sh")).to.equal("'; curl evil|sh'");
    expect(forShell("$(reboot)")).to.equal("'$(reboot)'");
    expect(forShell("")).to.equal("''");
    expect(forShell("#a")).to.equal("'#a'");
    expect(forShell("=ls")).to.equal("'=ls'");
    expect(quotedForShell("plain")).to.equal("'plain'");
  });

  it("is the same word to bash, runs nothing in any shell, and does nothing to the screen it stands on", () => {
    const words = hostileTexts.filter((text) => !/\p{Surrogate}/u.test(text));
    for (const word of [...words, ...words.map((text) => `shop/dev/${text}#1f2e`)]) {
      const written = forShell(word);
      expectInert(`--owner ${written}`, word);
      expect(argument("bash", written), written).to.equal(word);
      // Some versions of sh cannot read the numbers of unseen characters.
      const read = argument("sh", written);
      if (!written.startsWith("$'")) expect(read, written).to.equal(word);
    }
    expect(existsSync(join(folder, "CANARY"))).to.equal(false);
  }).timeout(60_000);

  it("has no quote and no backslash inside single quotes, which shells read differently", () => {
    for (const word of hostileTexts) {
      const written = forShell(word);
      for (const [, inside = ""] of written.replace(/^\$'.*'$/s, "").matchAll(/"(?:[^"\\]|\\.)*"|'([^']*)'/g))
        expect(inside, written).not.to.match(/[\\\u2018-\u201b]/);
    }
  });

  it("is no option when it is a file", () => {
    expect(fileForShell("-rf.csv")).to.equal("./-rf.csv");
    expect(fileForShell("-a b.csv")).to.equal("'./-a b.csv'");
    expect(fileForShell("staff.csv")).to.equal("staff.csv");
  });
});
