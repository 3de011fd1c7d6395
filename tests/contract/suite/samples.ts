import type { ActionName, RequestOf } from "../../../ciam";
import { documentedExample } from "../published/documentedExample";

const UserStoreId = "0".repeat(32);
const UserId = "1".repeat(32);
const Pageable = { PageSize: 10, PageNumber: 1 };
const Filters = [{ Key: "condition", Values: ["a", "ß"], Logic: true }];
const attributes = { CustomizationAttributes: [{ Name: "n", Value: "数字 👩‍🚀", Type: "STRING" }], UserGroup: ["g"] };
const identities = { UserName: "a", PhoneNumber: "+86-13800008000", Email: "a@example.com" };

/** A request for each action, with every kind of value. */
export const samples: { readonly [A in ActionName]: RequestOf<A> } = {
  CreateUserStore: { UserPoolName: "s", UserPoolDesc: "", UserPoolLogo: "https://example.com/l.png" },
  UpdateUserStore: { UserPoolId: UserStoreId, UserPoolName: "s" },
  DeleteUserStore: { UserPoolId: UserStoreId },
  ListUserStore: {},
  CreateUser: { UserStoreId, ...identities, Password: "p", Birthdate: 0, ...attributes },
  UpdateUser: { UserStoreId, UserId, Nickname: "", IndexedAttribute5: "x", ...attributes },
  UpdateUserStatus: { UserStoreId, UserId, Status: "FREEZE" },
  SetPassword: { UserStoreId, UserId, Password: '"quoted" \\ \u2028' },
  ResetPassword: { UserStoreId, UserId },
  DeleteUsers: { UserStoreId, UserIds: [UserId] },
  LinkAccount: { UserStoreId, PrimaryUserId: UserId, SecondaryUserId: UserId, UserLinkedOnAttribute: "EMAIL" },
  DescribeUserById: { UserStoreId, UserId, Original: true },
  DescribeUser: {
    UserStoreId,
    Pageable,
    Filters: [{ PropertyKey: "email", PropertyValue: "a@example.com", Logic: true, OperateLogic: "=" }],
    Sort: { PropertyKey: "id", Order: "ASC" },
    Original: false,
  },
  ListUser: { UserStoreId, Pageable, Filters, Original: true },
  ListUserByProperty: { UserStoreId, PropertyCode: "email", PropertyValue: "a@example.com" },
  CreateUserGroup: { UserStoreId, DisplayName: "g", Description: "d" },
  UpdateUserGroup: { UserStoreId, UserGroupId: "g", DisplayName: "g" },
  DeleteUserGroups: { UserStoreId, UserGroupIds: ["g"] },
  ListUserGroups: { UserStoreId, Pageable, Filters },
  CreateApiImportUserJob: {
    UserStoreId,
    DataFlowUserCreateList: [documentedExample("2".repeat(32))],
  },
  CreateFileExportUserJob: {
    UserStoreId,
    Format: "CSV",
    Filters,
    ExportPropertyMaps: [{ UserPropertyCode: "email", ColumnName: "mail" }],
  },
  ListJobs: { UserStoreId, JobIds: [] },
  ListLogMessageByCondition: { UserStoreId, Pageable, StartTime: 1_700_000_000_000, Filters },
};
