import type { Calls, RunContext } from "../../reconcile/context";
import { ownerMark } from "../../users/mark";
import type { Policy } from "../../users/policy";
import type { Services } from "../resource";
import type { JobArgs } from "./args";
import { urnOf } from "./urns";

/** What a run of this resource touches. */
export function runContext(args: JobArgs, calls: Calls, services: Services, recordedUrn?: string | null): RunContext {
  return {
    calls,
    userStoreId: args.userStoreId,
    mark: ownerMark(args.owner, args.ownerAttribute),
    clock: services.clock,
    reporter: services.reporter(urnOf(args.owner) ?? recordedUrn ?? undefined),
    batch: args.batch,
    timeouts: { jobMs: args.timeouts.job, totalMs: args.timeouts.total },
    startedAt: services.clock.monotonic(),
    engineIsAlive: () => services.engineIsAlive(),
  };
}

/** The rules of the plan. */
export function policyOf(args: JobArgs): Policy {
  return {
    mark: ownerMark(args.owner, args.ownerAttribute),
    conflicts: args.conflictPolicy,
    adoptGrantsGroups: args.adoptGrantsGroups,
    removals: args.removalPolicy,
    importOnlyChange: args.importOnlyChange,
    passwords: args.passwordPolicy,
    ignoreFields: new Set(args.ignoreFields),
    takeOver: new Set(args.takeOver),
  };
}
