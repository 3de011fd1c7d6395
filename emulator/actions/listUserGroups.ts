import type { RequestOf } from "../../ciam/actions";
import { sliceOf } from "../directory/pages";
import type { Handler } from "../service/services";
import { requireStore } from "../directory/stores";

/** `condition` is a group's id or a part of its name; other keys are ignored. */
export const listUserGroups: Handler<RequestOf<"ListUserGroups">> = (services, request) => {
  const { db, tenantId } = services;
  const { UserStoreId, Filters = [] } = request;
  requireStore(services, UserStoreId);
  const { limit, offset, pageable } = sliceOf(services, request.Pageable);
  const wanted = Filters.flatMap(({ Key, Values = [] }) => (Key === "condition" ? Values : []));
  const any = wanted.map(() => "id = ? OR instr(name, ?) > 0").join(" OR ");
  const where = `store = ?${any === "" ? "" : ` AND (${any})`}`;
  const values = [UserStoreId, ...wanted.flatMap((value) => [value, value])];
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
