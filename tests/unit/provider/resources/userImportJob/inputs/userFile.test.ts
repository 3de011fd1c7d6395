import { expect } from "chai";
import { userFile } from "../../../../../../provider/resources/userImportJob/inputs/userFile";
import { givenFile } from "../../../../../../provider/resources/userImportJob/userFiles/given";

type Option = keyof typeof userFile.shape;

/** A value of each option, and one that is wrong. */
const values: Readonly<Record<Option, readonly [right: unknown, wrong: unknown]>> = {
  path: ["users/customers.csv", ""],
  allowOutside: [true, "yes"],
  key: ["office+number", 7],
  preset: ["auth0", "auth1"],
  columns: [{ "E-Mail": "email", Salary: false }, { Salary: true }],
  otherColumns: ["ignore", "drop"],
  where: [{ Status: "active", Office: ["Berlin", "Shenzhen"] }, { Status: 1 }],
  defaults: [{ zone: "Asia/Shanghai", salt: { saltValue: "s" } }, { zoon: "Asia/Shanghai" }],
  at: ["data.users", 1],
  sheet: [2, 0],
  encoding: ["gb18030", "utf-7"],
  delimiter: ["\t", "#"],
  headerLine: [3, 0],
  header: [["userName", "email", ""], "userName"],
  nulls: [["NULL"], "NULL"],
  dates: ["DD/MM/YYYY", 7],
  phoneCountry: ["86", 86],
  groupSeparator: [",", 1],
  passwordsArePlain: [true, "yes"],
  allowEmpty: [true, "yes"],
};

describe("the type of a user file that the SDKs have", () => {
  const names = Object.keys(userFile.shape) as Option[];
  const file = (option: Option, value: unknown) => ({ path: "users/customers.csv", [option]: value });

  for (const option of names) {
    const [right, wrong] = values[option];
    it(`takes for ${option} what the provider takes, and nothing that it refuses`, () => {
      expect(givenFile(file(option, right))).to.have.property("file");
      expect(userFile.safeParse(file(option, right)).success).to.equal(true);
      expect(givenFile(file(option, wrong))).to.have.property("problems");
      expect(userFile.safeParse(file(option, wrong)).success).to.equal(false);
    });
  }

  it("has every option of a file that can travel", () => {
    const problems = givenFile({ path: "users/customers.csv", nonsense: 1 });
    const known =
      "problems" in problems ? (/there are (.+)$/.exec(problems.problems.join())?.[1] ?? "").split(", ") : [];
    const travelling = known.filter((name) => !["map", "secretFields"].includes(name));
    expect([...names].sort()).to.deep.equal([...travelling, "allowOutside", "path"].sort());
  });
});
