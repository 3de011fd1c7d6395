import { expect } from "chai";
import { refusal } from "../sdk/sets/loadedUsers";

import { fakeUsers, overlayUsers, usersFromCsv, usersFromFile } from "../../../sdk";
import { Folder } from "./files";

/** Options that only a program in JavaScript can pass. */
const untyped = (options: unknown): never => options as never;

describe("options of a loader that it does not have", () => {
  const folder = new Folder();
  let file: string;
  before(() => (file = folder.write("staff.csv", "userName\nalice\n")));
  after(() => folder.remove());

  const told = (options: unknown): string[] =>
    refusal(() => usersFromFile(file, untyped(options)))
      .replaceAll(`${file}: `, "")
      .split("\n")
      .slice(1);

  it("are told with those that it has, and the one that was meant", () => {
    expect(told({ colums: { x: "email" }, allowempty: true })).to.deep.equal([
      '  "colums" is no option (did you mean "columns"?); there are preset, at, sheet, encoding, delimiter, headerLine, header, columns, otherColumns, key, where, map, defaults, nulls, dates, phoneCountry, groupSeparator, secretFields, passwordsArePlain, allowEmpty',
      '  "allowempty" is no option (did you mean "allowEmpty"?); there are preset, at, sheet, encoding, delimiter, headerLine, header, columns, otherColumns, key, where, map, defaults, nulls, dates, phoneCountry, groupSeparator, secretFields, passwordsArePlain, allowEmpty',
    ]);
  });

  it("are told inside secretFields and defaults, once and not for every row", () => {
    expect(told({ secretFields: ["phone"], defaults: { nicknam: "x", zone: "Asia/Shanghai" } })).to.deep.equal([
      '  defaults: "nicknam" is no field of a user (did you mean "nickname"?)',
      '  secretFields: "phone" is no field of a user (did you mean "phoneNumber"?)',
    ]);
  });

  it("are told of a value of the wrong kind, which is not shown", () => {
    expect(told({ delimiter: "tab", where: "zone = 'x'", columns: { Salary: true }, key: 7 })).to.deep.equal([
      '  delimiter: must be one of ",", ";", "\\t", "|"',
      '  columns: "Salary" must mean a field, or be false to be left out',
      "  key: must be a name or a function",
      "  where: must be a function of the row, or an object of columns and texts",
    ]);
    expect(told("staffNumber")).to.deep.equal(['  the options must be an object, as in {key: "staffNumber"}']);
  });

  it("are told by every loader, and by fakeUsers", () => {
    expect(refusal(() => usersFromCsv(file, untyped({ delimeter: ";" })))).to.contain('(did you mean "delimiter"?)');
    expect(refusal(() => fakeUsers(untyped({ count: 1, sed: 7 })))).to.contain(
      'options: "sed" is no option (did you mean "seed"?); there are count, seed, first, ',
    );
  });

  it("are as good as the name of the file, and the key in an overlay", () => {
    expect(refusal(() => usersFromFile("users/staff.cvs"))).to.contain(
      'it must end in .csv, .tsv, .txt, .xlsx, .ndjson, .jsonl, .json, .yaml or .yml (did you mean ".csv"?), or use usersFromCsv',
    );
    expect(refusal(() => overlayUsers({ alice: { userName: "alice" } }, { alcie: null }))).to.contain(
      'leaves out "alcie", whom the base does not have (did you mean "alice"?)',
    );
  });
});
