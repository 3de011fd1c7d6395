import type { CiamJob } from "../../../../ciam/actions";
import type { Listener, Sent } from "./interceptor";

interface Reply {
  readonly Response: { Error?: { Code: string; Message: string }; JobSet?: CiamJob[] | null };
}

/**
 * A service that quotes: every complaint repeats the whole call, credentials included, and every refused user is
 * reported with all its values, in clear, in an address and in base64.
 */
export function quotingService(): Listener {
  const imported: string[] = [];
  return {
    rewrite: (action, sent, text) => {
      const reply = JSON.parse(text) as Reply;
      const { Error: complaint, JobSet } = reply.Response;
      if (action === "CreateApiImportUserJob") imported.push(...usersIn(sent));
      if (complaint) complaint.Message = `${complaint.Message}: ${quoted(JSON.stringify(sent.headers) + sent.body)}`;
      for (const { FailedUsers, ErrorDetails } of JobSet ?? []) {
        for (const one of FailedUsers ?? []) one.FailedReason = told(one.FailedReason, one.FailedUserIdentification);
        for (const one of ErrorDetails ?? []) one.Error = told(one.Error, one.UserId);
      }
      return JSON.stringify(reply);
    },
  };

  function told(reason: string | null | undefined, name: string | null | undefined): string {
    const user = imported.findLast((one) => one.includes(`"${name ?? ""}"`));
    return `${reason ?? ""}${user === undefined ? "" : `: ${quoted(user)}`}`;
  }
}

function quoted(text: string): string {
  return `${text} ${encodeURIComponent(text)} ${Buffer.from(text).toString("base64")}`;
}

function usersIn({ body }: Sent): string[] {
  // The client has sent an import.
  const { DataFlowUserCreateList: users } = JSON.parse(body) as { DataFlowUserCreateList: object[] };
  return users.map((user) => JSON.stringify(user));
}
