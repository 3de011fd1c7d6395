import type { CiamLogMessage } from "../../ciam/actions";
import type { Row } from "../service/database";
import type { Services } from "../service/services";

export type LogEvent = "SIGNUP" | "USER_UPDATE" | "USER_DELETE" | "USER_CREATE" | "ACCOUNT_LINKING";

/** Writes a line of the store's own log, without the members that are the same in every line. */
export function logEvent({ db, random }: Services, store: string, event: LogEvent, userId: string, at: number): void {
  const doc: Pick<CiamLogMessage, "LogId" | "UserId"> = { LogId: random.id(), UserId: userId };
  db.run("INSERT INTO logs (store, at, event, doc) VALUES (?, ?, ?, ?)", store, at, event, JSON.stringify(doc));
}

/** A log line in the form of ListLogMessageByCondition. */
export function logMessage({ tenantId }: Services, { store, at, event, doc }: Row): CiamLogMessage {
  return {
    LogId: "",
    TenantId: tenantId,
    UserStoreId: String(store),
    EventCode: String(event),
    EventDate: Number(at),
    Description: null,
    Participant: "TENANT",
    // None of these is documented as nullable.
    ApplicationClientId: "",
    ApplicationName: "",
    AuthSourceId: "",
    AuthSourceName: "",
    AuthSourceType: "",
    AuthSourceCategory: "",
    Ip: "127.0.0.1",
    UserAgent: "",
    UserId: "",
    Detail: null,
    ActionResult: "SUCCESS",
    // Written by logEvent.
    ...(JSON.parse(String(doc)) as Partial<CiamLogMessage>),
  };
}
