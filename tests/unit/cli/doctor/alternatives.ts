import type { EmulatorSettings } from "../../../../emulator/service/config";
import type { SwitchName } from "../../../../cli/doctor/probes/switches";
import { isObject } from "../../../../text/values";

/** A switch turned to another setting than its default. */
export interface Turned {
  readonly name: SwitchName;
  readonly value: unknown;
  /** Why the doctor cannot tell this setting; undefined where it has to. */
  readonly untold?: RegExp;
}

const turned = (name: SwitchName, value: unknown, untold?: RegExp): Turned => ({
  name,
  value,
  ...(untold && { untold }),
});

const LONG = /no more|no larger one|still listed|as long as the doctor tried|may run/;

/** Every switch that the doctor judges, in settings that a service could have. */
export const alternatives: readonly Turned[] = [
  turned("actionSet", "international"),
  turned("regions", ["ap-guangzhou", "ap-singapore"], /which ones are served/),
  turned("unknownParameters", "ignore"),
  turned("explicitNulls", "refuse"),
  turned("clockSkewMs", 60_000),
  turned("clockSkewMs", 86_400_000, /3,600 s late was answered/),
  turned("maxPageSize", 20),
  turned("maxPageSize", 333),
  turned("maxPageSize", 2_000_000, LONG),
  turned("pageSizePolicy", "silent"),
  turned("maxImportUsers", 1),
  turned("maxImportUsers", 2),
  turned("maxImportUsers", 7),
  turned("maxImportUsers", 1_000, LONG),
  turned("maxDeleteUsers", 1),
  turned("maxDeleteUsers", 77),
  turned("maxDeleteUsers", 100_000, LONG),
  turned("maxDeleteGroups", 1),
  turned("jobsAtOnce", 1),
  turned("jobsAtOnce", 5),
  turned("jobsAtOnce", 50, LONG),
  turned("jobLimitScope", "tenant"),
  turned("jobLimitCountsExports", false),
  turned("repeatedImportMs", 12_000),
  turned("repeatedImportMs", 600_000, LONG),
  turned("jobPendingMs", 0),
  turned("jobPendingMs", 20_000),
  turned("jobProcessingMs", 0),
  turned("jobProcessingMs", 7_000),
  turned("jobRetentionMs", 0),
  turned("jobRetentionMs", 1_000),
  turned("jobRetentionMs", 86_400_000, LONG),
  turned("readLagMs", 500),
  turned("readLagMs", 3_000),
  turned("storeLagMs", 2_000),
  turned("duplicatePolicy", "skip"),
  turned("duplicatePolicy", "update"),
  turned("partialFailure", "FAILED"),
  turned("failureList", "ErrorDetails"),
  turned("failureList", "both"),
  turned("failedUserIdentification", "id"),
  turned("failedUserIdentification", "index"),
  turned("failedReason", "message"),
  turned("failedReason", "code"),
  turned("unknownJobIds", "refuse"),
  turned("importedUserStatus", "NORMAL"),
  turned("importedUserDataSource", "import"),
  turned("genders", ["MALE", "FEMALE", "UNKNOWN"], /which ones the store takes/),
  turned("identityMatching", "exact"),
  turned("deletedIdentities", "taken"),
  turned("deletedUsers", "answered"),
  turned("deleteUnknownIds", "refuse"),
  turned("updateOmittedFields", "clear"),
  turned("updateEmptyString", "keep"),
  turned("updateEmptyString", "refuse"),
  turned("updateReplyMasked", true),
  turned("userGroupMode", "add"),
  turned("adminLockType", "byHand"),
  turned("storedForms.emailLowerCase", true),
  turned("storedForms.genderUpperCase", true),
  turned("storedForms.phonePrefix", true),
  turned("storedForms.sortedGroups", true),
  turned("storedForms.birthdateOffsetMs", -28_800_000),
  turned("listOrder", "reverse"),
  turned("listOrder", "unstable"),
  turned("masking", false),
  turned("maskedFields", ["Email"]),
  turned("maskedFields", ["Name", "ResidentIdentityCard"]),
  turned("userGroupNames", true),
  turned("emptyLists", "null"),
  turned("unknownUserById", "refuse"),
  turned("betweenSeparator", "~"),
  turned("betweenSeparator", "<=>", /none of the separators/),
  turned("conditionMatch", "equals"),
  turned("unknownFilterKeys", "refuse"),
  turned("notEqualFindsEmpty", false),
  turned("describeUserNeedsFilter", true),
];

/** Settings that no client can tell, and that stand in the way of a client that asks for others. */
export const obstacles: readonly EmulatorSettings[] = [
  { ratePerSecond: 4 },
  { bodyLimit: 3_000 },
  { jobProcessingMsPerThousandUsers: 60_000 },
  { attributePatterns: { UserName: "^[A-Z]" } },
  { attributePatterns: { Email: "^[a-z]+@" }, identityMatching: "exact" },
  { attributePatterns: { PhoneNumber: "^1\\d{10}$" }, identityMatching: "exact" },
  { attributePatterns: { PhoneNumber: "^\\+" }, storedForms: { emailLowerCase: true }, identityMatching: "exact" },
  { passwordPattern: "^.{100}" },
  { maxUsersPerStore: 3 },
  { maxUsersPerStore: 12 },
  { maxGroupsPerStore: 1 },
  { maxStores: 1 },
  { clockSkewMs: 1_000 },
  { maxPageSize: 10 },
  { maxPageSize: 9, pageSizePolicy: "silent" },
  { readLagMs: 90_000 },
  { jobPendingMs: 200_000 },
];

/** All of these in one service. */
export function settingsOf(chosen: readonly Pick<Turned, "name" | "value">[]): Record<string, unknown> {
  const settings: Record<string, unknown> = {};
  for (const { name, value } of chosen) {
    const [group = "", member] = name.split(".");
    const before = settings[group];
    settings[group] = member === undefined ? value : { ...(isObject(before) ? before : {}), [member]: value };
  }
  return settings;
}

/** The setting of a switch in a whole configuration. */
export function settingIn(config: unknown, name: SwitchName): unknown {
  return name.split(".").reduce<unknown>((value, member) => (isObject(value) ? value[member] : undefined), config);
}
