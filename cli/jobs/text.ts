import type { Disclosure } from "../../provider/users/identity";
import type { Paint } from "../render/paint";
import { printable } from "../render/text";
import type { ListedJob } from "./job";

/** Jobs for a terminal; each with whom it refused. */
export function jobsText(
  jobs: readonly ListedJob[],
  { onlyFailed, disclosure }: { readonly onlyFailed: boolean; readonly disclosure: Disclosure },
  paint: Paint,
): string {
  const shown = onlyFailed ? jobs.filter(({ failedCount }) => failedCount > 0) : jobs;
  if (shown.length === 0) return onlyFailed ? "no failed users" : "no jobs";
  return shown.flatMap((job) => [headOf(job, paint), ...failedOf(job, disclosure)]).join("\n");
}

function headOf({ id, type, status, createdDate, resource, failedCount }: ListedJob, paint: Paint): string {
  const when = createdDate === null ? [] : [new Date(createdDate).toISOString().replace("T", " ").slice(0, 19)];
  const parts = [
    ...(resource === undefined ? [] : [paint("bold", printable(resource))]),
    ...(id === "" ? [] : [paint("bold", printable(id))]),
    type === "EXPORT_USER" ? "export" : "import",
    paint(status === "FAILED" ? "red" : status === "COMPLETED" ? "green" : "yellow", printable(status)),
    ...when,
    ...(failedCount > 0 ? [paint("red", `${failedCount.toLocaleString("en-US")} failed`)] : []),
  ];
  return parts.join("  ");
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
