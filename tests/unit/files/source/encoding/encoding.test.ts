import { expect } from "chai";
import { Folder } from "../../files";

/** 张三 and 李昇, in the encodings that lists of people in Asia come in. */
const names = {
  gb18030: [0xd5, 0xc5, 0xc8, 0xfd],
  big5: [0xb1, 0x69, 0xa4, 0x54],
  shift_jis: [0x93, 0x63, 0x92, 0x86],
  "windows-1252": [0x52, 0x65, 0x6e, 0xe9, 0x65],
} as const;
const read = { gb18030: "张三", big5: "張三", shift_jis: "田中", "windows-1252": "Renée" } as const;

describe("the encoding of a file", () => {
  const folder = new Folder();
  after(() => folder.remove());

  const file = (bytes: readonly number[]) =>
    Buffer.concat([Buffer.from("userName,name\nann,"), Buffer.from(bytes), Buffer.from("\n")]);

  it("is named by an option, and suggested where none is", () => {
    for (const encoding of ["gb18030", "big5", "shift_jis", "windows-1252"] as const) {
      const bytes = file(names[encoding]);
      expect(folder.read("staff.csv", bytes, { encoding }).users.ann?.name).to.equal(read[encoding]);
      expect(folder.read("staff.csv", bytes).findings[0], encoding).to.match(
        /^staff\.csv: is not UTF-8: say encoding: "[a-z0-9_-]+", or save/,
      );
    }
    expect(folder.read("staff.csv", file(names.gb18030)).findings[0]).to.contain('encoding: "gb18030"');
    expect(folder.read("staff.csv", file(names["windows-1252"])).findings[0]).to.contain('encoding: "windows-1252"');
  });

  it("may be UTF-16 with a mark or without one, of either order", () => {
    const text = "userName,name\nann,张三\n";
    const little = Buffer.from(text, "utf16le");
    const big = Buffer.from(little).swap16();
    for (const [bytes, encoding] of [
      [little, "utf-16le"],
      [big, "utf-16be"],
      [little, "utf-16"],
      [Buffer.concat([Buffer.from([0xfe, 0xff]), big]), "utf-16"],
      [Buffer.concat([Buffer.from([0xff, 0xfe]), little]), undefined],
    ] as const)
      expect(folder.read("staff.csv", bytes, { encoding }).users.ann?.name, encoding).to.equal("张三");
    expect(folder.read("staff.csv", little).findings[0]).to.contain('say encoding: "utf-16le"');
  });

  it("is told where GBK happens to be UTF-8", () => {
    const bytes = file([0xc2, 0xbd, 0xc2, 0xb9]);
    expect(folder.read("staff.csv", bytes).findings[0]).to.contain("looks like GBK that happens to be UTF-8");
    expect(folder.read("staff.csv", bytes, { encoding: "gbk" }).users.ann?.name).to.equal("陆鹿");
    for (const name of ["Renée", "«é»lan", "½", "20 °C", "Пётр", "José Muñoz"])
      expect(folder.read("staff.csv", `userName,name\nann,${name}\n`).findings, name).to.deep.equal([]);
  });

  it("that was taken for another one before is told by the letters it left", () => {
    for (const [name, why] of [
      ["��", "U+FFFD"],
      ["å¼ ä¸‰", "UTF-8 that was taken for windows-1252"],
      ["RenÃ©e", "UTF-8 that was taken for windows-1252"],
      ["Ren\u0085", "control characters"],
    ] as const)
      expect(folder.read("staff.csv", `userName,name\nann,${name}\n`).findings[0], name).to.contain(why);
  });
});
