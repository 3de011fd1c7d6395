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
    // None of these is said to be null.
    ApplicationClientId: "",
    ApplicationName: "",
    AuthSourceId: "",
    AuthSourceName: "",
    AuthSourceType: "",
    AuthSourceCategory: "",
    Ip: "127.0.0.1",
    UserAgent: "",
    UserId: userId,
    Detail: null,
    ActionResult: "SUCCESS",
  };
  db.run("INSERT INTO logs (store, at, event, doc) VALUES (?, ?, ?, ?)", store, at, event, JSON.stringify(doc));
}
