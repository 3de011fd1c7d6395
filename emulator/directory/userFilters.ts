import type { SQLInputValue } from "node:sqlite";
import type { Filter } from "../../ciam/actions";
import { ApiError } from "../service/apiError";
import type { Services } from "../service/services";

/** A condition in SQL, with the values for its question marks. */
export interface Condition {
  readonly where: string;
  readonly values: readonly SQLInputValue[];
}

/** What `condition` looks at. */
const searched = ["id", "doc ->> 'UserName'", "doc ->> 'PhoneNumber'", "doc ->> 'Email'"] as const;

/** The filters of ListUser and of exports: any value of a key, all keys. */
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
            where: searched.map((column) => `instr(${column}, ?) > 0`).join(" OR "),
            values: searched.map(() => value),
          };
    // The key was renamed; released clients send the older one.
    case "userGroup":
    case "userGroupId":
      return { where: "id IN (SELECT user FROM members WHERE grp = ?)", values: [value] };
    // Nobody is in an organisation here.
    case "userOrg":
    case "weComUserOrg":
      return { where: "FALSE", values: [] };
    default:
      if (unknownFilterKeys === "refuse")
        throw new ApiError("InvalidParameterValue", "Filters has a Key that the action does not know");
      return undefined;
  }
}

function joined(conditions: readonly Condition[], by: " AND " | " OR ", prefix: "" | "NOT "): Condition {
  return {
    where: `${prefix}(${conditions.map(({ where }) => `(${where})`).join(by)})`,
    values: conditions.flatMap(({ values }) => values),
  };
}
