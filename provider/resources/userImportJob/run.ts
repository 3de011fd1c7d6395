import { accountMismatch, identify } from "../../reconcile/account";
import type { Calls, RunContext } from "../../reconcile/context";
import { Ledger } from "../../reconcile/ledger";
import { sizeOfStore } from "../../reconcile/observe";
import { reconcile } from "../../reconcile/reconcile";
import { RunStopped } from "../../reconcile/stop";
import type { DesiredUser, Plan } from "../../users/actions";
import { compareRefs, showRef } from "../../users/ref";
import { PartlyDone, UsageError, type Props, type Services } from "../resource";
import { argsOf, type JobArgs } from "./args";
import { policyOf, runContext } from "./context";
import { credentialMark } from "./credential";
import { outputs, reasonsOf, type JobStatus, type Summary } from "./outputs";
import { recordedUsers, type JobRecord } from "./record";
import { recordAfter } from "./recordAfter";
import { declaredUsers } from "./sets";
import { tookOver } from "./takenOver";
import { urnOf } from "./urns";

/**
 * One `create` or `update`: the same walk. What it needs from before is the record; without one (a first create, or
 * one after a crash) the store alone tells what is ours.
 */
export async function run(
  inputs: Props,
  previous: JobRecord | undefined,
  services: Services,
): Promise<{ id: string; outs: Props }> {
  const args = argsOf(inputs);
  const calls = await services.client();
  const context = runContext(args, calls, services, previous?.urn);
  const base = await baseRecord(inputs, args, previous, calls, services);
  const recorded = previous ? recordedUsers(previous) : [];
  const ledger = new Ledger(recorded);
  const desired = desiredUsers(inputs, args, base, previous);
  const report = (decided: Plan | undefined, unmanaged: number, status?: JobStatus): Props =>
    result(inputs, args, base, previous, ledger, decided, desired.length, unmanaged, status);

  let decided: Plan | undefined;
  try {
    decided = await reconcile(context, ledger, {
      verb: previous ? "update" : "create",
      desired,
      recorded,
      policy: policyOf(args),
      limit: { ...args.deletionLimit, accepted: args.acceptDeletions },
      preflight: args.preflight,
    });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (!ledger.wrote && ledger.entries.length === 0) throw error;
    if (!ledger.wrote && previous === undefined) throw error;
    throw new PartlyDone(message, resourceId(args), report(undefined, 0, "Pending"), [
      message,
      ...reasonsOf(ledger.failures),
    ]);
  } finally {
    tookOver(args.userStoreId, ledger);
  }
  if (args.passwordPolicy === "initial" && decided.credentialsNoted.length > 0) noteCredentials(context, decided);
  const outs = report(decided, await unmanagedUsers(context, ledger));
  if (ledger.failures.length === 0) return { id: resourceId(args), outs };
  const message = `${String(ledger.failures.length)} of ${String(desired.length)} users could not be brought to their declaration; the others are done and recorded`;
  if (args.failurePolicy === "warn") {
    context.reporter.warn([message, ...reasonsOf(ledger.failures)].join("\n"));
    return { id: resourceId(args), outs };
  }
  if (!ledger.wrote && !previous && ledger.entries.length === 0)
    throw new RunStopped([message, ...reasonsOf(ledger.failures)].join("\n"));
  throw new PartlyDone(message, resourceId(args), outs, reasonsOf(ledger.failures));
}

/** Ours and stable: an update cannot change an id, and every update submits other jobs. */
export function resourceId(args: JobArgs): string {
  return `${args.userStoreId}/${args.owner}`;
}

async function baseRecord(
  inputs: Props,
  args: JobArgs,
  previous: JobRecord | undefined,
  calls: Calls,
  services: Services,
): Promise<JobRecord> {
  const { account, store } = await identify(calls, args.userStoreId);
  const mismatch =
    previous && accountMismatch({ tenantId: previous.account.tenantId, endpoint: previous.endpoint }, account);
  if (mismatch !== undefined) throw new UsageError(mismatch);
  if (store === "absent") {
    throw new UsageError(
      `user store ${args.userStoreId} does not exist in this account: check userStoreId and the credentials, or create the store first`,
    );
  }
  return {
    schemaVersion: 1,
    owner: args.owner,
    urn: urnOf(args.owner) ?? previous?.urn ?? null,
    account: { tenantId: account.tenantId ?? previous?.account.tenantId ?? null },
    endpoint: account.endpoint,
    credentialKey: previous?.credentialKey ?? Buffer.from(services.randomBytes(32)).toString("hex"),
    inputs,
    managed: previous?.managed ?? {},
    unfinishedJobs: [],
  };
}

function desiredUsers(inputs: Props, args: JobArgs, base: JobRecord, previous: JobRecord | undefined): DesiredUser[] {
  return declaredUsers(inputs, args).map(({ ref, user }) => {
    const before = previous?.managed[ref.set]?.[ref.key];
    // A credential that was not known before counts as unchanged: nobody's password is reset because a state was lost.
    const known = before !== undefined && before.credential !== null;
    return { ref, user, credentialChanged: known && before.credential !== credentialMark(user, base.credentialKey) };
  });
}

function result(
  inputs: Props,
  args: JobArgs,
  base: JobRecord,
  previous: JobRecord | undefined,
  ledger: Ledger,
  decided: Plan | undefined,
  declared: number,
  unmanaged: number,
  status: JobStatus = ledger.failures.length > 0 || ledger.drifted.length > 0 ? "Degraded" : "InSync",
): Props {
  const summary: Summary = {
    declared,
    ...ledger.counts,
    failed: ledger.failures.length,
    drifted: ledger.drifted.length,
    orphans: decided?.orphans.length ?? 0,
    unmanaged,
  };
  const failures = [...ledger.failures].sort((a, b) => compareRefs(a.ref, b.ref));
  return outputs(status, summary, ledger.jobs, failures, recordAfter(inputs, args, base, previous, ledger));
}

async function unmanagedUsers(context: RunContext, ledger: Ledger): Promise<number> {
  return Math.max(0, (await sizeOfStore(context)) - new Set(ledger.entries.map(({ id }) => id)).size);
}

function noteCredentials({ reporter }: RunContext, { credentialsNoted }: Plan): void {
  const named = credentialsNoted.slice(0, 20).map(({ set, key }) => showRef({ set, key }));
  reporter.warn(
    `the declared credential of ${String(credentialsNoted.length)} users changed and is not applied (passwordPolicy: "initial"): ${named.join(", ")}`,
  );
}
