export { fakeUsers, type FakeUserFields, type FakeUsersOptions } from "./fakeUsers";
export { usersFromCsv, usersFromFile, usersFromJson, usersFromNdjson, usersFromXlsx, usersFromYaml } from "./load";
export { mergeUsers } from "./merge";
export { overlayUsers, type UserOverlay } from "./overlay";
export { isReservedDomain } from "./reserved";
export type {
  UserColumn,
  UserDefaults,
  UserRow,
  UsersFromCsvOptions,
  UsersFromFileOptions,
  UsersFromTableOptions,
  UsersFromXlsxOptions,
} from "../../files/options";
export type { LoadedUser, LoadedUsers } from "./loaded";
