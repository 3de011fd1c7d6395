import { expect } from "chai";
import { bench, HOUR, type Bench } from "./vendor";

type Answer = Readonly<Record<string, unknown>>;
type Callback = (error: Error | null, answer: Answer) => void;

/** What is used of the international SDK, which has no types. */
interface Common {
  readonly Credential: new (secretId: string, secretKey: string) => object;
  readonly HttpProfile: new (protocol: string, endpoint: string, reqMethod: string) => object;
  readonly ClientProfile: new (signMethod: string | null, httpProfile: object) => object;
}
interface Version {
  readonly Client: new (
    credential: object,
    region: string,
    profile: object,
  ) => { request(action: string, request: object, answer: object, reply: Callback): void };
  readonly Models: Readonly<Record<string, new () => { deserialize(members: object): void }>>;
}

/* eslint-disable @typescript-eslint/no-require-imports -- without types there is nothing to import */
const common = require("tencentcloud-sdk-nodejs-intl-en/tencentcloud/common") as Common;
const versions = {
  "2022-03-31": require("tencentcloud-sdk-nodejs-intl-en/tencentcloud/ciam/v20220331") as Version,
  "2021-04-20": require("tencentcloud-sdk-nodejs-intl-en/tencentcloud/ciam/v20210420") as Version,
};
/* eslint-enable @typescript-eslint/no-require-imports */

/** The international SDK signs by version 1 unless it is told otherwise, and has the groups of version 2021-04-20. */
describe("the vendor's international SDK for Node", () => {
  let at: Bench;
  beforeEach(async () => (at = await bench({ actionSet: "mainland" })));
  afterEach(() => at.emulator.close());

  /** Sends the SDK's own request, in which all that is left out is null. */
  const asked = (
    action: string,
    members: object,
    { version = "2022-03-31", signed = null, sentBy = "POST" }: Partial<Way> = {},
  ): Promise<Answer> => {
    const { Client, Models } = versions[version];
    const { endpoint, secretId, secretKey } = at.emulator;
    const profile = new common.ClientProfile(signed, new common.HttpProfile("http://", new URL(endpoint).host, sentBy));
    const client = new Client(new common.Credential(secretId, secretKey), "ap-singapore", profile);
    const made = (kind: string): { deserialize(members: object): void } => {
      const Model = Models[`${action}${kind}`];
      if (!Model) throw new Error(`the SDK has no ${action}`);
      return new Model();
    };
    const request = made("Request");
    request.deserialize(members);
    return new Promise((resolve, reject) =>
      client.request(action, request, made("Response"), (error, answer) =>
        error === null ? resolve(answer) : reject(error),
      ),
    );
  };

  for (const signed of [null, "HmacSHA1", "HmacSHA256", "TC3-HMAC-SHA256"] as const) {
    for (const sentBy of ["POST", "GET"] as const) {
      it(`imports and lists, signed ${signed ?? "as it is by default"} and sent by ${sentBy}`, async () => {
        const way = { signed, sentBy };
        const { UserStoreId } = at;
        const DataFlowUserCreateList = [{ UserName: "alice & co_1", Nickname: "数字 ß", IdentityVerified: false }];
        await asked("CreateApiImportUserJob", { UserStoreId, DataFlowUserCreateList }, way);
        await at.advance(2 * HOUR);
        const Pageable = { PageSize: 10, PageNumber: 1 };
        const { Content } = await asked("ListUser", { UserStoreId, Pageable, Original: true }, way);
        const names = (Content as Answer[]).map(({ UserName, Nickname }) => [UserName, Nickname]);
        expect(names).to.deep.equal([["alice & co_1", "数字 ß"]]);
      });
    }
  }

  it("lists groups by version 2021-04-20, page by page and by name or id", async () => {
    const { UserStoreId, vendor } = at;
    for (const DisplayName of ["east", "west", "north"]) await vendor.CreateUserGroup({ UserStoreId, DisplayName });
    const list = async (members: object): Promise<{ names: unknown[]; total: unknown; ids: unknown[] }> => {
      const { Content, Total } = await asked(
        "ListUserGroups",
        { UserStoreId, Page: 1, Size: 10, ...members },
        { version: "2021-04-20" },
      );
      const groups = Content as Answer[];
      return {
        names: groups.map(({ DisplayName }) => DisplayName),
        total: Total,
        ids: groups.map(({ UserGroupId }) => UserGroupId),
      };
    };
    const all = await list({});
    expect(all.names).to.have.members(["east", "west", "north"]);
    expect((await list({ Page: 0 })).names).to.deep.equal(all.names);
    expect((await list({ Page: 2, Size: 2 })).names).to.deep.equal(all.names.slice(2));
    expect(await list({ Condition: "st" })).to.include({ total: 2 });
    expect((await list({ Condition: String(all.ids[1]) })).names).to.deep.equal([all.names[1]]);
    await at.configure({ groupPagesFrom: 0 });
    expect((await list({ Page: 1, Size: 2 })).names).to.deep.equal(all.names.slice(2));
    await at.configure({ actionSet: "international" });
    expect((await list({ Page: 0 })).total).to.equal(3);
  });
});

interface Way {
  readonly version: keyof typeof versions;
  /** Null: as the SDK does it by itself. */
  readonly signed: "HmacSHA1" | "HmacSHA256" | "TC3-HMAC-SHA256" | null;
  readonly sentBy: "GET" | "POST";
}
