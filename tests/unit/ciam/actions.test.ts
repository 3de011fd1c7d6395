import { expect } from "chai";
import type { z } from "zod";
import { actions, isActionName, type ActionName, type ActionSpec } from "../../../ciam/actions";

describe("the actions", () => {
  it("are reads when they only look", () => {
    const reads = Object.values<ActionSpec>(actions).filter(({ kind }) => kind === "read");
    expect(reads.map(({ name }) => name).every((name) => /^(?:List|Describe)/.test(name))).to.equal(true);
    expect(reads).to.have.length(8);
  });

  it("leave stores and groups to the mainland", () => {
    const mainland = Object.values<ActionSpec>(actions).filter(({ endpoints }) => endpoints === "mainland");
    expect(mainland.map(({ name }) => name).every((name) => /UserStore$|UserGroups?$/.test(name))).to.equal(true);
    expect(mainland).to.have.length(8);
  });

  it("are told from other names, inherited ones included", () => {
    expect(isActionName("ListJobs")).to.equal(true);
    expect(isActionName("toString")).to.equal(false);
  });
});

describe("an answer", () => {
  /** As captured in the vendor's documentation, with made-up people. */
  const fresh = {
    UserId: "7e2d4f0c9b8a4d53a1f06c7e5b9d2a10",
    UserName: "alice",
    PhoneNumber: "+86-13800000001",
    Email: "alice@example.com",
    LastSignOn: null,
    CreatedDate: 1664164352437,
    Status: "NOT_ENABLED",
    UserDataSourceEnum: "管理员添加",
    Nickname: null,
    UserGroups: [],
    CustomAttributes: [],
    Primary: true,
    AlreadyFirstLogin: false,
    IdentityVerified: false,
    Version: null,
    TenantId: "100000000000",
    IndexedAttribute1: null,
  };

  it("may hold null wherever the service has nothing", () => {
    const { User } = parse("CreateUser", { User: fresh, RequestId: "r" });
    expect(User).to.deep.equal(fresh);
  });

  it("may lack the user that was asked for", () => {
    expect(parse("DescribeUserById", { User: null }).User).to.equal(null);
    expect(parse("DescribeUserById", {}).User).to.equal(undefined);
  });

  it("may lack every list", () => {
    for (const name of ["ListUser", "DescribeUser", "ListUserGroups", "ListLogMessageByCondition"] as const) {
      expect(parse(name, { Total: 0, Content: null, Pageable: null })).to.include({ Content: null });
    }
    expect(parse("ListUserStore", { UserStoreSet: null }).UserStoreSet).to.equal(null);
    expect(parse("ListJobs", { JobSet: [{ Id: "j", Status: "PENDING", FailedUsers: null }] }).JobSet).to.have.length(1);
  });

  it("loses what this version does not know", () => {
    expect(parse("CreateUserStore", { UserStoreId: "s", Novelty: 1 })).to.deep.equal({ UserStoreId: "s" });
  });

  it("is refused without the id that the caller goes on with", () => {
    expect(actions.CreateApiImportUserJob.response.safeParse({ Job: { Status: "PENDING" } }).success).to.equal(false);
    expect(actions.CreateUserStore.response.safeParse({}).success).to.equal(false);
  });
});

function parse<A extends ActionName>(action: A, value: unknown): z.output<(typeof actions)[A]["response"]> {
  // The union of the schemas does not remember which of them belongs to A.
  return actions[action].response.parse(value) as z.output<(typeof actions)[A]["response"]>;
}
