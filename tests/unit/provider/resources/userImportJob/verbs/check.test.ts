import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { Props } from "../../../../../../provider/resources/resource";
import { check } from "../../../../../../provider/resources/userImportJob/verbs/check";
import { revealed, Secret } from "../../../../../../provider/users/input/envelope/secret";
import { UNKNOWN } from "../../../../../../provider/users/input/envelope/unknown";
import { Folder } from "../../../../files/files";
import { checkRequest, services } from "../../requests";

describe("a UserImportJob with a mistake in every user", () => {
  it("fails with the first of them and the number of all, within seconds", () => {
    const users = Object.fromEntries(
      Array.from({ length: 150_000 }, (_, index) => [
        `u${String(index).padStart(6, "0")}`,
        { userName: `u${String(index)}`, birthdate: "2022/1/5" },
      ]),
    );
    const inputs = {
      owner: "shop/dev/staff#f07d6dfd",
      userStoreId: "0123456789abcdef0123456789abcdef",
      userSets: { staff: { ...users, last: { nickname: "nobody" } } },
    };
    const before = process.cpuUsage();
    const { failures } = check(checkRequest(inputs));
    const { user, system } = process.cpuUsage(before);
    expect(failures.map((failure) => failure.slice(0, 87))).to.deep.equal([
      'userSets["staff"].last: has no identity: give at least one of userName, phoneNumber, em',
      'userSets["staff"].u000000.birthdate: is not a date of the calendar, YYYY-MM-DD',
      'userSets["staff"].u000001.birthdate: is not a date of the calendar, YYYY-MM-DD',
      'userSets["staff"].u000002.birthdate: is not a date of the calendar, YYYY-MM-DD',
      "and 149,997 more, 150,000 in all: birthdate: is not a date of the calendar, YYYY-MM-DD",
    ]);
    expect(user + system).to.be.below(5_000_000);
  }).timeout(60_000);

  it("finds in a preview whose group has no name, also while the ids of groups are not known", () => {
    const inputs = {
      owner: "shop/dev/staff#f07d6dfd",
      userStoreId: "0123456789abcdef0123456789abcdef",
      userSets: { staff: { ann: { userName: "ann", userGroups: ["suport"] } } },
    };
    const typo =
      'userSets["staff"].ann.userGroups[0]: "suport" is neither a name in groups nor the id of a group (did you mean "support"?)';
    expect(check(checkRequest({ ...inputs, groups: { support: UNKNOWN } })).failures).to.deep.equal([typo]);
    expect(check(checkRequest({ ...inputs, groups: UNKNOWN })).failures).to.deep.equal([]);
    expect(check(checkRequest(inputs)).failures[0]).to.contain('"suport" is no id of a group');
  });

  it("keeps the name under which a refresh shows whom nobody declares, and takes what a refresh has put there", () => {
    const inputs = (set: string) => ({
      owner: "shop/dev/staff#f07d6dfd",
      userStoreId: "0123456789abcdef0123456789abcdef",
      userSets: { [set]: { ann: { userName: "ann" } } },
    });
    const [finding = "", ...others] = check(checkRequest(inputs("orphans"), inputs("staff"))).failures;
    expect(others).to.deep.equal([]);
    expect(finding).to.match(/^userSets\.orphans: .* call the set otherwise, which changes no user$/);
    expect(check(checkRequest(inputs("orphans"), inputs("orphans"))).failures).to.deep.equal([]);
    const byFile = { ...inputs("staff"), userFiles: { orphans: { path: "staff.csv" } } };
    expect(check(checkRequest(byFile)).failures.join("\n")).to.contain("userFiles.orphans: under this name");
  });

  it("takes users as they are whom an earlier run took, whatever new rules say of their values", () => {
    const inputs = (nickname: string) => ({
      owner: "shop/dev/staff#f07d6dfd",
      userStoreId: "0123456789abcdef0123456789abcdef",
      userSets: {
        staff: { ann: { userName: "ann", phoneNumber: "2025550109", residentIdentityCard: "1", nickname } },
      },
    });
    expect(check(checkRequest(inputs("Ann"), inputs("Ann"))).failures).to.deep.equal([]);
    expect(check(checkRequest(inputs("Annie"), inputs("Ann"))).failures).to.have.length(2);
  });

  it("warns of users who differ in case only, and lets them be", () => {
    const warned: string[] = [];
    const reporter = {
      info: () => undefined,
      warn: (text: unknown) => warned.push(String(text)),
      progress: () => undefined,
    };
    const inputs = {
      owner: "shop/dev/staff#f07d6dfd",
      userStoreId: "0123456789abcdef0123456789abcdef",
      userSets: { staff: { ann: { userName: "ann" }, other: { userName: "Ann" } } },
    };
    expect(
      check(checkRequest(inputs, undefined, { services: services({ reporter: () => reporter }) })).failures,
    ).to.deep.equal([]);
    expect(warned).to.deep.equal([
      'userSets["staff"].other.userName: A*** differs from the userName of userSets["staff"].ann in the case or width of letters only',
    ]);
  });
});

describe("the key of the prints of a UserImportJob with a file", () => {
  const folder = new Folder();
  before(() => {
    writeFileSync(join(folder.path, "users.csv"), "key,userName\na,ann\n");
  });
  after(() => folder.remove());
  const inputs = {
    owner: "shop/dev/staff#f07d6dfd",
    userStoreId: "0123456789abcdef0123456789abcdef",
    userFiles: { staff: { path: "users.csv" } },
  };
  const keyOf = (seed: Uint8Array | undefined, state?: Props): unknown => {
    const reading = services({ directory: folder.path, randomBytes: (count) => new Uint8Array(count).fill(9) });
    const { inputs: checked, failures } = check(checkRequest(inputs, state, { seed, services: reading }));
    expect(failures).to.deep.equal([]);
    expect(checked.printKey).to.be.instanceOf(Secret);
    return revealed(checked.printKey);
  };
  const [one, other] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];

  it("is the same for a plan and the run by it, a whole key, and none that the seed would show", () => {
    expect(keyOf(one))
      .to.equal(keyOf(one))
      .and.to.match(/^[0-9a-f]{64}$/);
    expect(keyOf(one)).not.to.equal(keyOf(other));
    expect(keyOf(one)).not.to.equal(Buffer.from(one).toString("hex"));
  });

  it("is drawn where the engine has no seed", () => {
    expect(keyOf(undefined)).to.equal("09".repeat(32));
  });

  it("stays that of the state, whatever the seed of a later run", () => {
    expect(keyOf(one, { ...inputs, printKey: "ab".repeat(32) })).to.equal("ab".repeat(32));
  });
});
