export { fakeUsers, type FakeUserFields, type FakeUsersOptions } from "./fakeUsers";
export { usersFromCsv, usersFromFile, usersFromJson, usersFromNdjson, usersFromYaml } from "./load";
export { mergeUsers } from "./merge";
export { overlayUsers, type UserOverlay } from "./overlay";
export { isReservedDomain } from "./reserved";
export type { UserColumn, UserRow, UsersFromCsvOptions, UsersFromFileOptions } from "../../files/options";
export type { LoadedUser, LoadedUsers } from "./loaded";
