import { z } from "zod";
import { action, answer, answeredPage, filter, number, pageable, text, time } from "./types";

const logMessage = answer({
  LogId: text,
  TenantId: text,
  UserStoreId: text,
  EventCode: text,
  EventDate: time,
  Description: text,
  /** TENANT or USER. */
  Participant: text,
  ApplicationClientId: text,
  ApplicationName: text,
  AuthSourceId: text,
  AuthSourceName: text,
  AuthSourceType: text,
  AuthSourceCategory: text,
  Ip: text,
  UserAgent: text,
  UserId: text,
  Detail: text,
  ActionResult: text,
});
export type CiamLogMessage = z.output<typeof logMessage>;

/** Filters take the key `events`: SIGNUP, USER_UPDATE, USER_DELETE, USER_CREATE, ACCOUNT_LINKING. */
export const ListLogMessageByCondition = action("ListLogMessageByCondition", {
  kind: "read",
  endpoints: "all",
  request: {
    UserStoreId: z.string(),
    Pageable: pageable,
    /** Milliseconds since the epoch. */
    StartTime: z.int(),
    Filters: z.array(filter).optional(),
  },
  response: { Total: number, Pageable: answeredPage, Content: z.array(logMessage).nullish() },
});
