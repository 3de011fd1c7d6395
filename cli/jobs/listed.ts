import { compareText } from "../../text/values";
import { hasEnded, type CiamJob } from "../../ciam/actions";
import { systemClock } from "../../ciam/clock";
import type { Calls } from "../../provider/reconcile/run";
import type { ConnectionOptions } from "../commands/options";
import type { Run } from "../commands/command";
import { connect, storeFor } from "../store/connection";
import { Progress } from "../shell/screen";
import { stateText } from "../preview/documents";
import { jobsInState } from "./state";
import { FailedUser, type ListedJob } from "./job";

export interface JobsOptions extends ConnectionOptions {
  readonly store?: string;
  readonly failed?: true;
  readonly watch?: true;
  readonly state?: string;
  readonly showValues?: true;
  readonly json?: true;
}

const LOOK_EVERY_MS = 1_000;

export async function jobsOf(options: JobsOptions, run: Run): Promise<ListedJob[]> {
  const { state } = options;
  if (state !== undefined) return jobsInState(await stateText(state, run.screen));
  const calls = await connect(options, run.screen);
  const store = await storeFor(calls, options.store);
  const jobs = options.watch ? await watched(calls, store, run) : await jobsNow(calls, store);
  return jobs
    .filter(({ Type }) => !options.failed || Type === "IMPORT_USER")
    .map(listedJob)
    .sort((a, b) => (b.createdDate ?? 0) - (a.createdDate ?? 0) || compareText(a.id, b.id));
}

async function jobsNow(calls: Calls, store: string): Promise<CiamJob[]> {
  return (await calls.call("ListJobs", { UserStoreId: store })).JobSet ?? [];
}

/** Looks until no job runs. */
async function watched(calls: Calls, store: string, { screen, signal }: Run): Promise<CiamJob[]> {
  const progress = new Progress(screen);
  try {
    for (;;) {
      const jobs = await jobsNow(calls, store);
      const running = jobs.filter((job) => !hasEnded(job));
      if (running.length === 0) return jobs;
      progress.show(running.map(({ Id, Status }) => `job ${Id.slice(0, 8)}… ${Status}`).join(", "));
      await systemClock.sleep(LOOK_EVERY_MS, signal);
    }
  } finally {
    progress.clear();
  }
}

function listedJob(job: CiamJob): ListedJob {
  const failed = (job.FailedUsers ?? []).map(
    ({ FailedUserIdentification, FailedReason }) => [FailedUserIdentification ?? "", FailedReason ?? ""] as const,
  );
  const named = new Set(failed.map(([identity]) => identity));
  // The two lists may speak of the same users.
  const detailed = (job.ErrorDetails ?? []).flatMap(({ UserId, Error }) =>
    named.has(UserId ?? "") ? [] : [[UserId ?? "", Error ?? ""] as const],
  );
  const all = [...failed, ...detailed].map(([identity, reason]) => new FailedUser({ identity }, reason));
  return {
    id: job.Id,
    type: job.Type ?? "",
    status: job.Status,
    createdDate: job.CreatedDate ?? null,
    failed: all,
    failedCount: all.length,
  };
}
