import type { SQLInputValue } from "node:sqlite";
import type { QueryUserFilter, Sort } from "../../ciam/actions";
import { ApiError } from "../service/apiError";
import type { EmulatorConfig } from "../service/config";
import type { Services } from "../service/services";
import { formsOf, isIdentityAttribute } from "./identities";
import type { Condition } from "./userFilters";

/** The keys that the service can search and sort by, with their columns; the names are the documented whitelist. */
const columns: Readonly<Partial<Record<string, string>>> = {
  id: "id",
  userName: "doc ->> 'UserName'",
  phoneNumber: "doc ->> 'PhoneNumber'",
  email: "doc ->> 'Email'",
  userGroup: "doc ->> 'UserGroups'",
  alipayUserId: "doc ->> 'AlipayUserId'",
  wechatOpenId: "doc ->> 'WechatOpenId'",
  wechatUnionId: "doc ->> 'WechatUnionId'",
  qqOpenId: "doc ->> 'QqOpenId'",
  qqUnionId: "doc ->> 'QqUnionId'",
  lastModifiedDate: "modified",
  indexedAttribute1: "i1",
  indexedAttribute2: "i2",
  indexedAttribute3: "i3",
  indexedAttribute4: "i4",
  indexedAttribute5: "i5",
};

const comparisons: ReadonlySet<string> = new Set(["=", "!=", ">", "<", ">=", "<="]);

/** The filters of DescribeUser; a user must meet all of them. */
export function queryConditions({ config }: Services, store: string, filters: readonly QueryUserFilter[]): Condition {
  const keys = filters.map(({ PropertyKey = "" }) => PropertyKey);
  if (!keys.every((key) => Object.hasOwn(columns, key)) || (keys.length === 0 && config().describeUserNeedsFilter)) {
    throw new ApiError("FailedOperation.QueryUsersParameterMustInWhitelist");
  }
  if (new Set(keys).size < keys.length) throw new ApiError("FailedOperation.QueryUsersParameterRepeat");
  const switches = config();
  const few = filters.flatMap((filter) => narrowed(store, filter));
  const conditions = [...few, ...filters.map((filter) => conditionFor(filter, switches))];
  // The plus keeps the database from going through the whole store when a few can be looked up.
  const inStore = few.length > 0 ? "+store = ?" : "store = ?";
  return {
    where: [inStore, ...conditions.map(({ where }) => where)].join(" AND "),
    values: [store, ...conditions.flatMap(({ values }) => values)],
  };
}

/** Equal values are ordered by id, so that pages do not overlap. */
export function queryOrder(sort: Sort | undefined): string | undefined {
  if (sort?.PropertyKey === undefined) return undefined;
  const column = Object.hasOwn(columns, sort.PropertyKey) ? columns[sort.PropertyKey] : undefined;
  if (column === undefined) throw new ApiError("FailedOperation.QueryUsersSortParameterMustInWhitelist");
  const direction = sort.Order?.toUpperCase() === "DESC" ? "DESC" : "ASC";
  return column === "id" ? `id ${direction}` : `${column} ${direction}, id ${direction}`;
}

/**
 * Whom an equality of an identity can be about at most: the table of identities finds them, where the documents of all
 * users would have to be read. It keeps an identity in one of its forms, so the equality itself is still to be met.
 */
function narrowed(
  store: string,
  { PropertyKey = "", PropertyValue = "", Logic = true, OperateLogic = "=" }: QueryUserFilter,
): Condition[] {
  const attribute = `${PropertyKey.charAt(0).toUpperCase()}${PropertyKey.slice(1)}`;
  if (!Logic || OperateLogic !== "=" || !isIdentityAttribute(attribute)) return [];
  const forms = formsOf(attribute, PropertyValue);
  return [
    {
      where: `id IN (SELECT user FROM identities WHERE store = ? AND attribute = ? AND value IN (${forms.map(() => "?").join(", ")}))`,
      values: [store, attribute, ...forms],
    },
  ];
}

function conditionFor(
  { PropertyKey = "", PropertyValue = "", Logic = true, OperateLogic = "=" }: QueryUserFilter,
  { betweenSeparator, notEqualFindsEmpty }: Pick<EmulatorConfig, "betweenSeparator" | "notEqualFindsEmpty">,
): Condition {
  if (PropertyKey === "userGroup") {
    return { where: `id ${Logic ? "" : "NOT "}IN (SELECT user FROM members WHERE grp = ?)`, values: [PropertyValue] };
  }
  const column = columns[PropertyKey] ?? "";
  const typed = (text: string): SQLInputValue => (column === "modified" ? Number(text) : text);
  if (OperateLogic === "between") {
    const [low = "", high = ""] = PropertyValue.split(betweenSeparator);
    return { where: `${column} ${Logic ? "" : "NOT "}BETWEEN ? AND ?`, values: [typed(low), typed(high)] };
  }
  if (!comparisons.has(OperateLogic)) {
    throw new ApiError("InvalidParameterValue", "OperateLogic is one of > < = >= <= != between");
  }
  // An equality must stay bare, or the attribute's index does not serve it.
  const compared = `${column} ${OperateLogic === "!=" && notEqualFindsEmpty ? "IS NOT" : OperateLogic} ?`;
  return { where: Logic ? compared : `NOT (${compared})`, values: [typed(PropertyValue)] };
}
