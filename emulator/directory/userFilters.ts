import type { SQLInputValue } from "node:sqlite";
import type { Filter } from "../../ciam/actions";
import { ApiError } from "../service/apiError";
import type { Services } from "../service/services";

/** A condition in SQL, and the values for its question marks. */
export interface Condition {
  readonly where: string;
  readonly values: readonly SQLInputValue[];
}

/** The columns that `condition` searches. */
const searched = ["id", "doc ->> 'UserName'", "doc ->> 'PhoneNumber'", "doc ->> 'Email'"] as const;

/** The filters of ListUser and of exports: each key needs one of its values, and all keys must match. */
export function userConditions(services: Services, store: string, filters: readonly Filter[]): Condition {
  const conditions: Condition[] = [{ where: "store = ?", values: [store] }];
  for (const { Key = "", Values = [], Logic = true } of filters) {
    const any = Values.flatMap((value) => conditionFor(services, Key, value) ?? []);
    if (any.length > 0) conditions.push(joined(any, " OR ", Logic ? "" : "NOT "));
  }
  return joined(conditions, " AND ", "");
}

function conditionFor({ config }: Services, key: string, value: string): Condition | undefined {
  const { conditionMatch, unknownFilterKeys } = config();
  switch (key) {
    case "condition":
      return conditionMatch === "equals"
        ? { where: searched.map((column) => `${column} = ?`).join(" OR "), values: searched.map(() => value) }
        : {
            // A document as it is written contains what any of its members contains, and is searched faster.
            where: `instr(doc, ?) > 0 AND (${searched.map((column) => `instr(${column}, ?) > 0`).join(" OR ")})`,
            values: [JSON.stringify(value).slice(1, -1), ...searched.map(() => value)],
          };
    // The key was renamed; released clients still send the older one.
    case "userGroup":
    case "userGroupId":
      return { where: "id IN (SELECT user FROM members WHERE grp = ?)", values: [value] };
    case "userOrg":
      return {
        where: "EXISTS (SELECT 1 FROM json_each(doc, '$.UserOrgs') WHERE json_each.value = ?)",
        values: [value],
      };
    // No organisation of WeCom exists here, so none has members.
    case "weComUserOrg":
      return { where: "FALSE", values: [] };
    default:
      return unknownFilterKeys === "refuse" ? unknownKey() : undefined;
  }
}

/** Refuses a filter by something that the action does not know. */
export function unknownKey(): never {
  throw new ApiError("InvalidParameterValue", "Filters has a Key that the action does not know");
}

function joined(conditions: readonly Condition[], by: " AND " | " OR ", prefix: "" | "NOT "): Condition {
  return {
    where: `${prefix}(${conditions.map(({ where }) => `(${where})`).join(by)})`,
    values: conditions.flatMap(({ values }) => values),
  };
}
