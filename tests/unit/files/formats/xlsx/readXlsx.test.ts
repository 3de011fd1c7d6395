import { expect } from "chai";
import { Folder } from "../../files";
import { row, workbook, zipped } from "./workbooks";

describe("a workbook", () => {
  const folder = new Folder();
  after(() => folder.remove());

  const read = (bytes: Buffer, options = {}) => folder.read("staff.xlsx", bytes, options);
  const header = row("userName", "birthdate", "residentIdentityCard", "description");
  const cells = (...xml: readonly string[]) => `<row>${xml.join("")}</row>`;
  const ann = '<c t="inlineStr"><is><t>ann</t></is></c>';

  it("has texts as they are, shared or in their cells, in one run or several, and without how they are said", () => {
    const texts = [
      "<t>007</t>",
      '<r><t>Ann </t></r><r><t xml:space="preserve">Example</t></r><rPh><t>no</t></rPh>',
      "<t>a_x000D_b</t>",
    ];
    const { users, findings } = read(
      workbook(
        {
          Staff:
            row("key", "userName", "name", "description") +
            cells('<c t="s"><v>0</v></c>', ann, '<c t="s"><v>1</v></c>', '<c t="s"><v>2</v></c>'),
        },
        { texts },
      ),
    );
    expect(findings).to.deep.equal([]);
    expect(users).to.deep.equal({ "007": { userName: "ann", name: "Ann Example", description: "a\rb" } });
  });

  it("has dates as dates, whatever form shows them, and numbers as they were typed", () => {
    const dates = (value: string, style: number, more = {}) =>
      read(workbook({ Staff: header + cells(ann, `<c s="${String(style)}"><v>${value}</v></c>`) }, more));
    expect(dates("33212", 1).users.ann?.birthdate).to.equal("1990-12-05");
    expect(dates("33212", 2).users.ann?.birthdate).to.equal("1990-12-05");
    expect(dates("1", 1).users.ann?.birthdate).to.equal("1900-01-01");
    expect(dates("61", 1).users.ann?.birthdate).to.equal("1900-03-01");
    expect(dates("31750", 1, { date1904: true }).users.ann?.birthdate).to.equal("1990-12-05");
    expect(dates("60", 1).findings).to.deep.equal([
      'staff.xlsx:2:2: "birthdate" is shown as a date and is none',
      "staff.xlsx:2:2: birthdate: is not a date of the calendar, YYYY-MM-DD",
    ]);
    // The letter in quotes is no day.
    expect(dates("33212", 3).findings).to.deep.equal([
      'staff.xlsx:2:2: birthdate: is the number of a day, as a spreadsheet keeps it: say dates: "excel", or format the column as a date',
    ]);
  });

  it("is refused where a number has lost digits, or an error stands", () => {
    const { findings } = read(
      workbook({ Staff: header + cells(ann, "<c/>", "<c><v>1.1010119900307E+17</v></c>", '<c t="e"><v>#N/A</v></c>') }),
    );
    expect(findings.map((text) => text.replace(/(?<=lost|value).*/, ""))).to.deep.equal([
      'staff.xlsx:2:3: "residentIdentityCard" is a number of more digits than a spreadsheet keeps, so its last ones are lost',
      "staff.xlsx:2:3: residentIdentityCard: ends in 000, as a spreadsheet leaves a number whose last digits it has lost",
      "staff.xlsx:2:4: description: holds an error of a spreadsheet in the place of a value",
    ]);
    expect(
      read(workbook({ Staff: row("userName", "phoneNumber") + cells(ann, "<c><v>1.3800008001E10</v></c>") })).users,
    ).to.deep.equal({
      ann: { userName: "ann", phoneNumber: "13800008001" },
    });
  });

  it("has the first sheet, or the one that is named by its name or number", () => {
    const two = workbook({ Notes: row("userName") + row("ann"), "Staff 2": row("userName") + row("bob") });
    expect(Object.keys(read(two).users)).to.deep.equal(["ann"]);
    for (const sheet of ["Staff 2", "staff 2", 2, "2"])
      expect(Object.keys(read(two, { sheet }).users), String(sheet)).to.deep.equal(["bob"]);
    expect(read(two, { sheet: "Staf 2" }).findings).to.deep.equal([
      'staff.xlsx: has no sheet called "Staf 2", which the option sheet names (did you mean "Staff 2"?); it has "Notes", "Staff 2"',
    ]);
  });

  it("finds its header below notes, and takes cells by their place", () => {
    const sheet = `${row("Members")}<row r="3"><c r="B3" t="inlineStr"><is><t>email</t></is></c><c r="D3" t="inlineStr"><is><t>userName</t></is></c></row><row r="9"><c r="D9" t="inlineStr"><is><t>ann</t></is></c></row>`;
    expect(read(workbook({ Staff: sheet }))).to.deep.equal({ users: { ann: { userName: "ann" } }, findings: [] });
    expect(read(workbook({ Staff: `${sheet}${row("", "x", "", "bob")}` })).findings[0]).to.match(
      /^staff\.xlsx:10:2: email: /,
    );
  });

  it("that means mischief is read no further than a workbook goes", () => {
    const bomb = zipped({ "xl/workbook.xml": Buffer.alloc(64 * 1024 * 1024) });
    expect(read(bomb).findings).to.deep.equal([
      "staff.xlsx: would unpack to more than any workbook of users has: it is read no further",
    ]);
    const liar = zipped({ "xl/workbook.xml": Buffer.alloc(64 * 1024 * 1024) }, { "xl/workbook.xml": 100 });
    expect(read(liar).findings[0]).to.contain("is a broken workbook");
    const entities = zipped({ "xl/workbook.xml": '<!DOCTYPE x [<!ENTITY a "b">]><workbook>&a;</workbook>' });
    expect(read(entities).findings[0]).to.contain("not well-formed");
    const whole = workbook({ Staff: row("userName") + row("ann") });
    for (let length = 4; length < whole.length; length += 97)
      expect(read(whole.subarray(0, length)).findings, String(length)).to.have.length(1);
  });

  it("of another form is told what to do with", () => {
    const told = (name: string, bytes: Buffer) => folder.read(name, bytes).findings[0];
    expect(told("staff.xlsx", Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]))).to.contain("Excel 97");
    expect(told("staff.csv", workbook({ Staff: row("userName") }))).to.contain("give it a name that ends in .xlsx");
    expect(told("staff.csv", Buffer.from("<html><table><tr><td>userName"))).to.contain("is a web page");
    expect(told("staff.xlsx", Buffer.from("userName\nann\n"))).to.contain("is no XLSX file");
    expect(told("staff.csv", Buffer.from([0x1f, 0x8b, 8]))).to.contain("gzip");
  });
});
