import { expect } from "chai";
import { check } from "../../../../../provider/resources/userImportJob/check";
import { checkRequest, services } from "../requests";

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
