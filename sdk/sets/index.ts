export { usersFromCsv, usersFromFile, usersFromJson, usersFromNdjson, usersFromYaml } from "./load";
export { mergeUsers } from "./merge";
export { overlayUsers, type UserOverlay } from "./overlay";
export type {
  LoadedUser,
  LoadedUsers,
  UserColumn,
  UserRow,
  UsersFromCsvOptions,
  UsersFromFileOptions,
} from "./options";
