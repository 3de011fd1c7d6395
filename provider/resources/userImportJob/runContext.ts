import type { Calls, RunContext } from "../../reconcile/run";
import { ownerMark, type OwnerMark } from "../../users/model/mark";
import type { Policy } from "../../users/plan/policy";
import { DIGEST_OF_NOTHING, digestOf } from "../../planDocument/digest";
import { planText } from "../../planDocument/text";
import type { Services } from "../resource";
import type { JobArgs } from "./args";
import { actualPlan } from "./planned";
import { ownerAttributesOf, type JobRecord } from "./state/record";
import { sessionOf, type JobInSession } from "./session";

/** The job that a run works for. */
export interface JobAtWork {
  readonly args: JobArgs;
  /** Whose users these are, lineage included. */
  readonly owner: string;
  /** What `check` left of it in this process, if it was asked. */
  readonly job?: JobInSession | undefined;
  /** What is known of it from before. */
  readonly known?: Pick<JobRecord, "urn" | "inputs" | "managed" | "formerOwnerAttributes"> | undefined;
}

/** What a run of this resource touches. */
export function runContext({ args, owner, job, known }: JobAtWork, calls: Calls, services: Services): RunContext {
  const session = sessionOf(services);
  const reporter = services.reporter(job?.declaration.urn ?? known?.urn ?? undefined);
  return {
    calls,
    userStoreId: args.userStoreId,
    mark: markOf(args, owner, known),
    clock: services.clock,
    reporter,
    batch: args.batch,
    timeouts: { jobMs: args.timeouts.job, totalMs: args.timeouts.total },
    startedAt: services.clock.monotonic(),
    engineIsAlive: () => services.engineIsAlive(),
    elsewhere: (user) => session.elsewhere(owner, args.userStoreId, user),
    announce: (plan) => {
      const urn = job?.declaration.urn ?? known?.urn ?? undefined;
      const document = actualPlan(plan, { args, owner, urn, managed: known?.managed ?? {} }, services);
      if (digestOf(document) !== (job?.announced ?? DIGEST_OF_NOTHING)) reporter.info(planText(document));
    },
  };
}

/** The mark of this owner, with the attributes in which users may have it from before. */
export function markOf(args: JobArgs, owner: string, known: JobAtWork["known"]): OwnerMark {
  return ownerMark(owner, args.ownerAttribute, known && ownerAttributesOf(known));
}

/** The rules of the plan, before anybody has looked at the store. */
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
    now: 0,
  };
}
