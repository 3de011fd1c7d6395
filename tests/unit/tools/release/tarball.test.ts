import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { list } from "tar";
import { pack, sourceDate } from "../../../../tools/release/tarball";

describe("the archives of a release", () => {
  const base = mkdtempSync(join(tmpdir(), "ciam-pack-"));
  after(() => rmSync(base, { recursive: true }));

  it("are the same bytes whenever, and in whatever order, their files were made", async () => {
    const made = async (name: string, files: readonly string[], age: number): Promise<Buffer> => {
      const folder = join(base, name);
      mkdirSync(join(folder, "sub"), { recursive: true });
      for (const file of files) {
        writeFileSync(join(folder, file), `of ${file}`, { mode: file === "run" ? 0o755 : 0o644 });
        utimesSync(join(folder, file), age, age);
      }
      await pack(folder, `${folder}.tar.gz`, sourceDate("1000000000"));
      return readFileSync(`${folder}.tar.gz`);
    };
    const one = await made("one", ["b", "sub/a", "run"], 1);
    expect(one.equals(await made("two", ["run", "b", "sub/a"], 2_000_000))).to.equal(true);

    const entries: string[] = [];
    await list({
      file: join(base, "one.tar.gz"),
      onReadEntry: ({ path, mode, mtime, uid }) =>
        entries.push(`${path} ${(mode ?? 0).toString(8)} ${(mtime?.getTime() ?? 0) / 1000} ${uid ?? "nobody's"}`),
    });
    expect(entries).to.deep.equal([
      "b 644 1000000000 nobody's",
      "run 755 1000000000 nobody's",
      "sub/a 644 1000000000 nobody's",
    ]);
  });

  it("take their date from SOURCE_DATE_EPOCH, and no other words", () => {
    expect(sourceDate("86400").toISOString()).to.equal("1970-01-02T00:00:00.000Z");
    expect(sourceDate(undefined)).to.deep.equal(sourceDate(""));
    expect(() => sourceDate("today")).to.throw('SOURCE_DATE_EPOCH is "today"');
  });
});
