import { expect } from "chai";
import { actions, isActionName, type ActionName, type RequestOf } from "../../../ciam/actions";
import { CiamError, errorCatalogue, type ErrorClass } from "../../../ciam/errors";
import { OverHttp } from "./overHttp";
import { row } from "../../support/faultPlan";

/** The smallest request of each action. */
const REQUESTS: { readonly [A in ActionName]: (UserStoreId: string) => RequestOf<A> } = {
  CreateUserStore: () => ({ UserPoolName: "another" }),
  UpdateUserStore: (UserPoolId) => ({ UserPoolId }),
  DeleteUserStore: (UserPoolId) => ({ UserPoolId }),
  ListUserStore: () => ({}),
  CreateUser: (UserStoreId) => ({
    UserStoreId,
    UserName: "u",
    PhoneNumber: "13800008000",
    Email: "u@example.com",
    Password: "Passw0rd",
  }),
  UpdateUser: (UserStoreId) => ({ UserStoreId, UserId: "u" }),
  UpdateUserStatus: (UserStoreId) => ({ UserStoreId, UserId: "u", Status: "LOCK" }),
  SetPassword: (UserStoreId) => ({ UserStoreId, UserId: "u", Password: "Passw0rd" }),
  ResetPassword: (UserStoreId) => ({ UserStoreId, UserId: "u" }),
  DeleteUsers: (UserStoreId) => ({ UserStoreId, UserIds: ["u"] }),
  LinkAccount: (UserStoreId) => ({
    UserStoreId,
    PrimaryUserId: "u",
    SecondaryUserId: "v",
    UserLinkedOnAttribute: "EMAIL",
  }),
  DescribeUserById: (UserStoreId) => ({ UserStoreId, UserId: "u" }),
  DescribeUser: (UserStoreId) => ({ UserStoreId, Pageable: { PageNumber: 1, PageSize: 1 } }),
  ListUser: (UserStoreId) => ({ UserStoreId, Pageable: { PageNumber: 1, PageSize: 1 } }),
  ListUserByProperty: (UserStoreId) => ({ UserStoreId, PropertyCode: "email", PropertyValue: "u@example.com" }),
  CreateUserGroup: (UserStoreId) => ({ UserStoreId, DisplayName: "g", Description: "" }),
  UpdateUserGroup: (UserStoreId) => ({ UserStoreId, UserGroupId: "g", DisplayName: "g", Description: "" }),
  DeleteUserGroups: (UserStoreId) => ({ UserStoreId, UserGroupIds: ["g"] }),
  ListUserGroups: (UserStoreId) => ({ UserStoreId, Pageable: { PageNumber: 1, PageSize: 1 } }),
  CreateApiImportUserJob: (UserStoreId) => ({ UserStoreId, DataFlowUserCreateList: [{ UserName: "u" }] }),
  CreateFileExportUserJob: (UserStoreId) => ({ UserStoreId }),
  ListJobs: (UserStoreId) => ({ UserStoreId }),
  ListLogMessageByCondition: (UserStoreId) => ({
    UserStoreId,
    Pageable: { PageNumber: 1, PageSize: 1 },
    StartTime: 0,
  }),
};

/** The number of attempts of a call whose every answer is an error of this class. */
function attempts(errorClass: ErrorClass, kind: "read" | "write"): number {
  switch (errorClass) {
    case "throttled":
    case "unreachable":
      return 5;
    case "unknown-outcome":
      return kind === "read" ? 5 : 1;
    case "clock":
      return 2;
    // These credentials come from nowhere that could give others.
    case "token":
    case "slot":
    case "user":
    case "permanent":
      return 1;
  }
}

describe("an error code of the service", function () {
  this.timeout(120_000);

  it(
    row(30, "over HTTP", `${String(errorCatalogue.size)} codes from ${String(Object.keys(REQUESTS).length)} actions`),
    async () => {
      const place = await OverHttp.start({ ratePerSecond: 0 });
      const names = Object.keys(actions).filter(isActionName);
      expect(names).to.have.members(Object.keys(REQUESTS));
      for (const [code, entry] of errorCatalogue) {
        await place.setFaults([{ action: "*", effect: "code", code }]);
        for (const action of names) {
          // A new client each time: one must not learn from the other's bad service.
          const client = place.client();
          place.calls = [];
          const error: unknown = await client
            .call(action, REQUESTS[action](place.storeId) as never)
            .catch((e: unknown) => e);
          if (!(error instanceof CiamError)) throw new Error(`${code} from ${action} ended with ${String(error)}`);
          expect(error, action).to.include({ code, class: entry.class, action });
          expect(error.remedy, `${code} from ${action}`).to.not.equal("");
          expect(error.notExecuted, `${code} from ${action}`).to.equal(entry.class !== "unknown-outcome");
          expect(place.calls.length, `${code} from ${action}`).to.equal(attempts(entry.class, actions[action].kind));
        }
      }
      await place.close();
    },
  );
});
