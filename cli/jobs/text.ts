import type { Disclosure } from "../../provider/users/model/identity/identity";
import { coloured, type Line } from "../render/line";
import type { ListedJob } from "./job";

/** Jobs for a terminal; each with whom it refused. */
export function jobsText(
  jobs: readonly ListedJob[],
  { onlyFailed, disclosure }: { readonly onlyFailed: boolean; readonly disclosure: Disclosure },
): Line[] {
  const shown = onlyFailed ? jobs.filter(({ failedCount }) => failedCount > 0) : jobs;
  if (shown.length === 0) return [onlyFailed ? "no failed users" : "no jobs"];
  return shown.flatMap((job) => [headOf(job), ...failedOf(job, disclosure)]);
}

function headOf({ id, type, status, createdDate, resource, failedCount }: ListedJob): Line {
  const when = createdDate === null ? [] : [new Date(createdDate).toISOString().replace("T", " ").slice(0, 19)];
  const parts = [
    ...(resource === undefined ? [] : [coloured("bold", resource)]),
    ...(id === "" ? [] : [coloured("bold", id)]),
    type === "EXPORT_USER" ? "export" : "import",
    coloured(status === "FAILED" ? "red" : status === "COMPLETED" ? "green" : "yellow", status),
    ...when,
    ...(failedCount > 0 ? [coloured("red", `${failedCount.toLocaleString("en-US")} failed`)] : []),
  ];
  return parts.flatMap((part, at) => (at === 0 ? [part] : ["  ", part]));
}

function failedOf({ failed, failedCount }: ListedJob, disclosure: Disclosure): string[] {
  const more = failedCount - failed.length;
  return [
    ...failed.map((user) => {
      const { user: who, reason } = user.shown(disclosure);
      return `  ${who}: ${reason === "" ? "CIAM gave no reason" : reason}`;
    }),
    ...(more > 0 ? [`  and ${more.toLocaleString("en-US")} more`] : []),
  ];
}
