import type { RunContext } from "../../reconcile/context";
import { awaitArrival, awaitEnd, awaitStrangers, CLOCK_SKEW_MS } from "../../reconcile/jobs";
import { Ledger } from "../../reconcile/ledger";
import { observeOurs } from "../../reconcile/observe";
import { removeUsers, type Removal } from "../../reconcile/removals";
import type { RecordedUser } from "../../users/actions";
import type { LiveUser } from "../../users/live";
import type { LiveUsers } from "../../users/liveUsers";
import { isMadeByUs, ownershipOf } from "../../users/mark";
import { originOf } from "../../users/ours";
import { sameAccount } from "../account";
import type { Props, Services } from "../resource";
import { argsOf, type JobArgs } from "./args";
import { runContext } from "./context";
import { jobReports } from "./outputs";
import { decodeRecord, recordedUsers, type JobRecord } from "./record";
import { heldBy, leaveToSuccessor } from "./replacement";
import { storeLost } from "./storeLost";

/** Removes the users we made and lets the adopted ones go; what is gone already is fine. A replacement keeps them all. */
export async function remove(_id: string, props: Props, services: Services): Promise<void> {
  const record = decodeRecord(props);
  const args = argsOf(record.inputs);
  if (leaveToSuccessor(services, args.userStoreId, record)) return;
  const calls = await services.client();
  const store = await sameAccount(
    { tenantId: record.account.tenantId, endpoint: record.endpoint },
    calls,
    args.userStoreId,
  );
  if (store === "gone") return;

  const context = runContext(args, calls, services, record);
  // A job that still runs would bring users back after they were removed.
  if (record.unfinishedJobs.length > 0) await awaitEnd(context, record.unfinishedJobs);
  if (record.inDoubtSince !== undefined) {
    await awaitArrival(context, record.inDoubtSince);
    await awaitStrangers(context);
  }
  const held = heldBy(services, record.owner);
  const recorded = recordedUsers(record).filter(({ id }) => !held.has(id));
  if (recorded.length + record.unfinishedJobs.length === 0 && record.inDoubtSince === undefined) return;
  const live = await storeLost(args.userStoreId, () => observeOurs(context, recorded));
  const late = latecomers(context, record, props, live);
  const removals = [...recorded, ...late].flatMap((user) => removalFor(user, live.get(user.id), args, context));
  const ledger = new Ledger(recorded);
  await removeUsers(context, ledger, removals);
}

/** Users whom a job of ours made after the run that started it had given up waiting. */
function latecomers({ mark }: RunContext, record: JobRecord, props: Props, live: LiveUsers): RecordedUser[] {
  const unfinished = new Set(record.unfinishedJobs);
  const began = jobReports(props).flatMap(({ id, createdDate }) =>
    unfinished.has(id) && createdDate !== null ? [createdDate] : [],
  );
  const { inDoubtSince = Infinity } = record;
  const since = Math.min(...began, inDoubtSince - CLOCK_SKEW_MS);
  const known = new Set(Object.values(record.managed).flatMap((set) => Object.values(set).map(({ id }) => id)));
  return live
    .all()
    .filter((user) => !known.has(user.id) && isMadeByUs(user, mark) && user.createdDate >= since)
    .map(({ id }) => ({ ref: { set: "", key: id }, id, origin: "created", user: undefined }));
}

function removalFor(
  recorded: RecordedUser,
  live: LiveUser | undefined,
  { removalPolicy }: JobArgs,
  { mark }: RunContext,
): Removal[] {
  if (!live?.primary) return [];
  const ownership = ownershipOf(live, mark);
  if (ownership.kind !== "ours") return [];
  if (originOf(recorded, ownership) === "adopted") return [{ kind: "release", recorded, live }];
  // With their mark they are found again: by the same program, or by one that takes over from it.
  if (removalPolicy === "retain") return [];
  if (removalPolicy === "freeze" && live.status === "FREEZE") return [];
  return [{ kind: removalPolicy, recorded, live }];
}
