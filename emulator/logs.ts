import type { CiamLogMessage } from "../provider/ciam/actions";
import type { Services } from "./services";

export type LogEvent = "SIGNUP" | "USER_UPDATE" | "USER_DELETE" | "USER_CREATE" | "ACCOUNT_LINKING";

/** Writes a line of the store's own log, as ListLogMessageByCondition answers it. */
export function logEvent(
  { db, random, tenantId }: Services,
  store: string,
  event: LogEvent,
  userId: string,
  at: number,
): void {
  const doc: CiamLogMessage = {
    LogId: random.id(),
    TenantId: tenantId,
    UserStoreId: store,
    EventCode: event,
    EventDate: at,
    Description: null,
    Participant: "TENANT",
    ApplicationClientId: null,
    ApplicationName: null,
    AuthSourceId: null,
    AuthSourceName: null,
    AuthSourceType: null,
    AuthSourceCategory: null,
    Ip: "127.0.0.1",
    UserAgent: null,
    UserId: userId,
    Detail: null,
    ActionResult: "SUCCESS",
  };
  db.run("INSERT INTO logs (store, at, event, doc) VALUES (?, ?, ?, ?)", store, at, event, JSON.stringify(doc));
}
