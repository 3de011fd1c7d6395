import type { Filter, RequestOf } from "../../ciam/actions";
import { unknownKey, type Condition } from "../directory/userFilters";
import { sliceOf } from "../directory/pages";
import type { Handler, Services } from "../service/services";
import { requireStore } from "../directory/stores";

/** `condition` is a group's id or a part of its name, and `UserGroupId` an id; other keys are ignored. */
export const listUserGroups: Handler<RequestOf<"ListUserGroups">> = (services, request) => {
  const { db, tenantId } = services;
  const { UserStoreId, Filters = [] } = request;
  requireStore(services, UserStoreId);
  const { limit, offset, pageable } = sliceOf(services, request.Pageable);
  const { where, values } = groupConditions(services, UserStoreId, Filters);
  const rows = db.all(
    `SELECT * FROM groups WHERE ${where} ORDER BY created, id LIMIT ? OFFSET ?`,
    ...values,
    limit,
    offset,
  );
  return {
    Total: db.count(`SELECT count(*) AS n FROM groups WHERE ${where}`, ...values),
    Pageable: pageable,
    Content: rows.map((group) => ({
      UserGroupId: group.id,
      DisplayName: group.name,
      Description: group.description,
      UserStoreId: group.store,
      TenantId: tenantId,
      CreatedDate: group.created,
      LastModifyDate: group.modified,
    })),
  };
};

/** A group must meet each filter by one of its values. */
function groupConditions(services: Services, store: string, filters: readonly Filter[]): Condition {
  const met = filters.flatMap(({ Key, Values = [] }): Condition[] => {
    if (Values.length === 0) return [];
    // Undocumented, but sent by the vendor's Terraform provider, which takes the first group of the answer.
    if (Key === "UserGroupId") return [{ where: `id IN (${Values.map(() => "?").join(", ")})`, values: Values }];
    if (Key !== "condition") return services.config().unknownFilterKeys === "refuse" ? unknownKey() : [];
    const any = Values.map(() => "id = ? OR instr(name, ?) > 0").join(" OR ");
    return [{ where: `(${any})`, values: Values.flatMap((value) => [value, value]) }];
  });
  return {
    where: ["store = ?", ...met.map(({ where }) => where)].join(" AND "),
    values: [store, ...met.flatMap(({ values }) => values)],
  };
}
