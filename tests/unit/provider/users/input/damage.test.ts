import { expect } from "chai";
import { parseUserSets } from "../../../../../provider/users/input/parse";
import { findingsOf } from "../declared";

describe("a damaged value of a program", () => {
  it("is a finding, as it is in a file, and nothing else is said of it", () => {
    const damaged: readonly [string, unknown, string][] = [
      ["userName", "1.38E+10", "is a number in the short form of a spreadsheet"],
      ["wechatOpenId", "13800008001.0", "ends in .0, as a program writes a number that should be a text"],
      ["phoneNumber", "13800008001.0", "ends in .0"],
      [
        "nickname",
        "#N/A",
        "holds an error of a spreadsheet in the place of a value: mend it there, or leave the field out",
      ],
      ["nickname", "An\ufffd", "holds U+FFFD"],
      ["name", "Ren\u00c3\u00a9", "is UTF-8 that was taken for windows-1252"],
      ["email", "a***@example.com", "is masked"],
      ["email", "mailto:ann@example.com", "begins with mailto"],
      ["birthdate", "32874", "is the number of a day, as a spreadsheet keeps it: write it as YYYY-MM-DD"],
      ["residentIdentityCard", "110105********002X", "is masked"],
      ["customAttributes", [{ name: "no", value: "1.20E+05" }], "is a number in the short form"],
    ];
    for (const [field, value, rule] of damaged) {
      const findings = findingsOf({ userName: "ann", [field]: value });
      expect(findings, field).to.have.length(1);
      expect(findings[0]).to.contain(field).and.to.contain(rule);
    }
  });

  it("is a warning where it is a word that may be meant", () => {
    const { findings, warnings } = parseUserSets({ staff: { ann: { userName: "ann", job: "undefined" } } }, {});
    expect(findings).to.deep.equal([]);
    expect(warnings.map(({ where, rule }) => `${where}: ${rule}`)).to.deep.equal([
      'userSets["staff"].ann.job: is a word that means that there is no value: leave the field out, unless it is meant',
    ]);
  });

  it("is none where a reader of files has let it pass, and none that an earlier run took", () => {
    const literal = { userName: "ann", nickname: "#N/A" };
    const loaded = JSON.stringify(literal);
    expect(parseUserSets({ staff: { ann: loaded } }, {}).findings).to.deep.equal([]);
    expect(parseUserSets({ staff: { ann: literal } }, { areTaken: () => true }).findings).to.deep.equal([]);
    expect(parseUserSets({ staff: { ann: literal } }, { areTaken: () => false }).findings).to.have.length(1);
  });
});
