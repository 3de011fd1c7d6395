import type { SQLInputValue } from "node:sqlite";
import type { Filter } from "../../ciam/actions";
import { ApiError } from "../service/apiError";
import type { EmulatorConfig } from "../service/config";
import { SEARCHED } from "../service/schema";
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
    const any = Values.flatMap((value) => conditionFor(services, store, Key, value) ?? []);
    if (any.length > 0) conditions.push(joined(any, " OR ", Logic ? "" : "NOT "));
  }
  return joined(conditions, " AND ", "");
}

function conditionFor({ config }: Services, store: string, key: string, value: string): Condition | undefined {
  const { conditionMatch, unknownFilterKeys } = config();
  switch (key) {
    case "condition":
      return searchFor(store, value, conditionMatch);
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

/** Whom the console's search box would find: first by an index of what it looks into, then by each of that. */
function searchFor(store: string, value: string, match: EmulatorConfig["conditionMatch"]): Condition {
  const fits = (column: string): string => (match === "equals" ? `${column} = ?` : `instr(${column}, ?) > 0`);
  const found = [
    `SELECT seq FROM users INDEXED BY users_searched WHERE store = ? AND instr(${SEARCHED}, ?) > 0`,
    // Nothing else can be a part of an id.
    ...(/^[0-9a-f]*$/.test(value)
      ? ["SELECT seq FROM users INDEXED BY users_id WHERE store = ? AND instr(id, ?) > 0"]
      : []),
  ];
  return {
    where: `seq IN (${found.join(" UNION ALL ")}) AND (${searched.map(fits).join(" OR ")})`,
    values: [...found.flatMap(() => [store, value]), ...searched.map(() => value)],
  };
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
