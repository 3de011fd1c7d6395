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
  const shown = onlyFailed ? jobs.filter(({ failed, failedCount }) => failed.length + failedCount > 0) : jobs;
  if (shown.length === 0) return onlyFailed ? "no failed users" : "no jobs";
  return shown.flatMap((job) => [headOf(job, paint), ...failedOf(job, disclosure)]).join("\n");
}

function headOf({ id, type, status, createdDate, resource, failed, failedCount }: ListedJob, paint: Paint): string {
  const when = createdDate === null ? [] : [new Date(createdDate).toISOString().replace("T", " ").slice(0, 19)];
  const count = failed.length + failedCount;
  const parts = [
    ...(resource === undefined ? [] : [paint("bold", printable(resource))]),
    ...(id === "" ? [] : [paint("bold", printable(id))]),
    type === "EXPORT_USER" ? "export" : "import",
    paint(status === "FAILED" ? "red" : status === "COMPLETED" ? "green" : "yellow", printable(status)),
    ...when,
    ...(count > 0 ? [paint("red", `${count.toLocaleString("en-US")} failed`)] : []),
  ];
  return parts.join("  ");
}

function failedOf({ failed, failedCount }: ListedJob, disclosure: Disclosure): string[] {
  return [
    ...failed.map((user) => {
      const { user: who, reason } = user.shown(disclosure);
      return `  ${who}: ${reason === "" ? "CIAM gave no reason" : reason}`;
    }),
    ...(failedCount > 0 ? [`  and ${failedCount.toLocaleString("en-US")} more`] : []),
  ];
}
