import type { RequestOf } from "../../ciam/actions";
import { logMessage } from "../directory/logs";
import { sliceOf } from "../directory/pages";
import type { Handler } from "../service/services";
import { requireStore } from "../directory/stores";

/** The newest first. */
export const listLogMessageByCondition: Handler<RequestOf<"ListLogMessageByCondition">> = (services, request) => {
  const { UserStoreId, StartTime, Filters = [] } = request;
  requireStore(services, UserStoreId);
  const { limit, offset, pageable } = sliceOf(services, request.Pageable);
  const events = Filters.flatMap(({ Key, Values = [] }) => (Key === "events" ? Values : []));
  const where = `store = ? AND at >= ?${events.length > 0 ? ` AND event IN (${events.map(() => "?").join(", ")})` : ""}`;
  const values = [UserStoreId, StartTime, ...events];
  const rows = services.db.all(
    `SELECT store, at, event, doc FROM logs WHERE ${where} ORDER BY seq DESC LIMIT ? OFFSET ?`,
    ...values,
    limit,
    offset,
  );
  return {
    Total: services.db.count(`SELECT count(*) AS n FROM logs WHERE ${where}`, ...values),
    Pageable: pageable,
    Content: rows.map((row) => logMessage(services, row)),
  };
};
