import { expect } from "chai";
import type { ActionName } from "../../../../ciam";
import { published } from "../../../../tools/published/derive";
import { documentedExample } from "../../published/documentedExample";
import type { Bench } from "../bench";
import { casesAbout, type ContractCase, type Need } from "../case";
import { misfits } from "../fields";

const { actions, types } = published();
const Pageable = { PageSize: 10, PageNumber: 1 };

/** A request of an action that gets a rich answer. */
type Scene = (at: Bench) => Promise<object>;

/** One user with every attribute, and one with hardly any. */
async function peopled(at: Bench): Promise<{ UserStoreId: string; UserId: string }> {
  const group = at.needs.includes("mainland") ? [await at.group("staff")] : [];
  await at.imported([
    { ...documentedExample(""), ...at.person("zhangsan"), UserGroup: group },
    { UserName: at.name("li") },
  ]);
  const [user] = await at.users();
  return { UserStoreId: at.UserStoreId, UserId: user?.UserId ?? "" };
}

const scenes: { readonly [A in ActionName]: readonly [scene: Scene, ...needs: Need[]] } = {
  CreateUserStore: [(at) => Promise.resolve({ UserPoolName: at.name("shop") }), "stores"],
  UpdateUserStore: [async (at) => ({ UserPoolId: await at.store(), UserPoolDesc: "d" }), "stores"],
  DeleteUserStore: [async (at) => ({ UserPoolId: await at.store() }), "stores"],
  ListUserStore: [
    async (at) => {
      await at.store({ UserPoolDesc: "d", UserPoolLogo: "https://example.com/l.png" });
      return {};
    },
    "stores",
  ],
  CreateUser: [(at) => Promise.resolve({ UserStoreId: at.UserStoreId, ...at.person("new"), Nickname: "n" })],
  UpdateUser: [async (at) => ({ ...(await peopled(at)), Nickname: "n" })],
  UpdateUserStatus: [async (at) => ({ ...(await peopled(at)), Status: "LOCK" })],
  SetPassword: [async (at) => ({ ...(await peopled(at)), Password: "Canary-aA1!" })],
  ResetPassword: [peopled],
  DeleteUsers: [
    async (at) => {
      const { UserStoreId, UserId } = await peopled(at);
      return { UserStoreId, UserIds: [UserId] };
    },
  ],
  LinkAccount: [
    async (at) => {
      const [PrimaryUserId, SecondaryUserId] = [(await at.created("one")).UserId, (await at.created("two")).UserId];
      return { UserStoreId: at.UserStoreId, PrimaryUserId, SecondaryUserId, UserLinkedOnAttribute: "EMAIL" };
    },
  ],
  DescribeUserById: [peopled, "mainland"],
  DescribeUser: [
    async (at) => {
      const { UserStoreId, UserId } = await peopled(at);
      const Filters = [{ PropertyKey: "id", PropertyValue: UserId, Logic: true, OperateLogic: "=" }];
      return { UserStoreId, Pageable, Filters };
    },
    "mainland",
  ],
  ListUser: [async (at) => ({ UserStoreId: (await peopled(at)).UserStoreId, Pageable, Original: true }), "mainland"],
  ListUserByProperty: [
    async (at) => {
      const { Email } = await at.created("found");
      return { UserStoreId: at.UserStoreId, PropertyCode: "email", PropertyValue: Email };
    },
  ],
  CreateUserGroup: [(at) => Promise.resolve({ UserStoreId: at.UserStoreId, DisplayName: "staff" }), "mainland"],
  UpdateUserGroup: [
    async (at) => ({ UserStoreId: at.UserStoreId, UserGroupId: await at.group("a"), DisplayName: "b" }),
    "mainland",
  ],
  DeleteUserGroups: [
    async (at) => ({ UserStoreId: at.UserStoreId, UserGroupIds: [await at.group("staff")] }),
    "mainland",
  ],
  ListUserGroups: [
    async (at) => {
      await at.group("staff");
      return { UserStoreId: at.UserStoreId, Pageable };
    },
    "mainland",
  ],
  CreateApiImportUserJob: [
    (at) =>
      Promise.resolve({ UserStoreId: at.UserStoreId, DataFlowUserCreateList: [{ UserName: at.name("somebody") }] }),
  ],
  CreateFileExportUserJob: [(at) => Promise.resolve({ UserStoreId: at.UserStoreId, Format: "CSV" })],
  ListJobs: [
    async (at) => {
      await at.imported([{ UserName: at.name("good") }, { Nickname: "nobody" }]);
      const { Job } = await at.api.CreateFileExportUserJob({ UserStoreId: at.UserStoreId, Format: "CSV" });
      await at.ended(Job.Id);
      return { UserStoreId: at.UserStoreId };
    },
  ],
  ListLogMessageByCondition: [
    async (at) => {
      await at.created("logged");
      return { UserStoreId: at.UserStoreId, Pageable, StartTime: 0 };
    },
  ],
};

/** Answers fit the vendor's models: no unknown member, no other type, and null only where allowed. */
export const shapes: ContractCase[] = Object.entries(scenes).flatMap(([name, [scene, ...needs]]) =>
  // The keys are names of actions.
  casesAbout(name as ActionName, ({ documented }) => {
    documented(
      "answers what the models have, in their types, null only where they say so",
      async (at) => {
        const answer = (await at.send(name, await scene(at))) as object;
        const members = actions[name]?.response ?? {};
        expect(misfits(answer, members, types)).to.deep.equal([]);
        expect(Object.keys(answer).sort()).to.deep.equal(Object.keys(members).sort());
        const { RequestId } = answer as { RequestId?: string };
        expect(RequestId).to.match(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
      },
      ...needs,
    );
  }),
);
