import { expect } from "chai";
import { bench, type Bench } from "../clients/vendor";

describe("the message of a refusal", () => {
  let at: Bench;
  let UserStoreId: string;

  before(async () => {
    at = await bench();
    UserStoreId = at.UserStoreId;
  });
  after(() => at.emulator.close());

  const refused = async (action: string, request: object): Promise<Error> => {
    const error: unknown = await at.vendor
      .request(action, { UserStoreId, ...request })
      .catch((reason: unknown) => reason);
    if (!(error instanceof Error)) throw new Error(`${action} was not refused`);
    return error;
  };

  it("tells the place of an unknown member, however deep in an import", async () => {
    const users = [{ UserName: "a" }, { Shoes: "CANARY" }];
    const { message } = await refused("CreateApiImportUserJob", { DataFlowUserCreateList: users });
    expect(message).to.contain("DataFlowUserCreateList.1.Shoes").and.not.contain("CANARY");
  });

  it("tells the place of a member that is missing, or of the wrong type", async () => {
    expect((await refused("ListUser", { Pageable: { PageSize: 1 } })).message).to.contain("Pageable.PageNumber");
    expect((await refused("ListUser", { Pageable: "first" })).message).to.contain("Pageable");
  });

  it("tells names and places and nothing of what was sent", async () => {
    const canary = { UserName: "CANARY", PhoneNumber: "CANARY", Email: "CANARY", Password: "CANARY" };
    const alice = { UserName: "alice", PhoneNumber: "13800000001", Email: "alice@example.com", Password: "pw" };
    const { UserId } = (await at.vendor.CreateUser({ UserStoreId, ...alice })).User;
    const calls: [action: string, request: object][] = [
      ["CreateUser", canary],
      ["CreateUser", { ...canary, CANARY: "CANARY" }],
      ["CreateUser", { ...canary, Birthdate: "CANARY" }],
      ["UpdateUser", { UserId, Email: "CANARY" }],
      ["CreateFileExportUserJob", { Format: "CANARY" }],
      ["ListUser", { Pageable: "CANARY" }],
    ];
    for (const [action, request] of calls) {
      const { message } = await refused(action, request);
      expect(message.replace("parameter CANARY", ""), action).not.to.contain("CANARY");
    }
  });

  it("is of the API, and not of HTTP, for a call by another method", async () => {
    for (const method of ["PUT", "DELETE", "PATCH"]) {
      const headers = { "x-tc-action": "ListUserStore" };
      const reply = await fetch(at.emulator.endpoint, { method, headers });
      expect(reply.status, method).to.equal(200);
      expect(await reply.text(), method).to.contain('"Code":"UnsupportedProtocol"');
    }
  });
});
