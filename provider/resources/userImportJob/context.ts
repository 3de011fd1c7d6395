import type { Calls, RunContext } from "../../reconcile/context";
import { ownerMark, type OwnerMark } from "../../users/mark";
import type { Policy } from "../../users/policy";
import type { Services } from "../resource";
import { isAnnounced } from "./announced";
import type { JobArgs } from "./args";
import { isClaimed } from "./handOver";
import { ownerAttributesOf, type JobRecord } from "./record";
import { urnOf } from "./urns";

/** What is known of the resource from before. */
type Known = Pick<JobRecord, "urn" | "inputs" | "formerOwnerAttributes">;

/** What a run of this resource touches. */
export function runContext(args: JobArgs, calls: Calls, services: Services, known?: Known): RunContext {
  return {
    calls,
    userStoreId: args.userStoreId,
    mark: markOf(args, known),
    clock: services.clock,
    reporter: services.reporter(urnOf(args.owner) ?? known?.urn ?? undefined),
    batch: args.batch,
    timeouts: { jobMs: args.timeouts.job, totalMs: args.timeouts.total },
    startedAt: services.clock.monotonic(),
    engineIsAlive: () => services.engineIsAlive(),
    isClaimed: (user) => isClaimed(services, args.owner, user),
    isAnnounced: (tally) => isAnnounced(services, args.owner, tally),
  };
}

/** The mark of this resource, with the attributes in which users may have it from before. */
export function markOf(args: JobArgs, known: Known | undefined): OwnerMark {
  return ownerMark(args.owner, args.ownerAttribute, known && ownerAttributesOf(known));
}

/** The rules of the plan. */
export function policyOf(args: JobArgs, mark: OwnerMark): Policy {
  return {
    mark,
    conflicts: args.conflictPolicy,
    adoptGrantsGroups: args.adoptGrantsGroups,
    removals: args.removalPolicy,
    importOnlyChange: args.importOnlyChange,
    passwords: args.passwordPolicy,
    ignoreFields: new Set(args.ignoreFields),
    takeOver: new Set(args.takeOver),
  };
}
