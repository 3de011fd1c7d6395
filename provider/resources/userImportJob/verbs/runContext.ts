import type { Calls, RunContext } from "../../../reconcile/run";
import { ownerMark, type OwnerMark } from "../../../users/model/mark";
import type { Policy } from "../../../users/plan/policy";
import { DIGEST_OF_NOTHING, digestOf } from "../../../planDocument/digest";
import { planText } from "../../../planDocument/text";
import type { Request } from "../../resource";
import type { JobArgs } from "../inputs/args";
import { actualPlan } from "../preview/planned";
import type { JobInSession } from "../session/jobInSession";
import type { RecordedJob } from "../state/recordedJob";

/** The job that a run works for. */
export interface JobAtWork {
  readonly args: JobArgs;
  /** Whose users these are, lineage included. */
  readonly owner: string;
  /** What `check` left of it in this process, if it was asked. */
  readonly job?: JobInSession | undefined;
  /** What is known of it from before. */
  readonly known?: RecordedJob | undefined;
}

/** What a run of this resource touches. */
export function runContext({ args, owner, job, known }: JobAtWork, calls: Calls, request: Request): RunContext {
  const { services, session } = request;
  const urn = request.urn ?? known?.record.urn ?? undefined;
  const reporter = services.reporter(urn);
  return {
    calls,
    userStoreId: args.userStoreId,
    phoneCountry: args.phoneCountry,
    mark: markOf(args, owner, known),
    atRest: 0,
    clock: services.clock,
    reporter,
    batch: args.batch,
    timeouts: { jobMs: args.timeouts.job, totalMs: args.timeouts.total },
    startedAt: services.clock.monotonic(),
    engineIsAlive: () => services.engineIsAlive(),
    takeOver: new Set(args.takeOver),
    elsewhere: (user) => session.elsewhere(owner, args.userStoreId, user),
    announce: (plan) => {
      const document = actualPlan(plan, { args, owner, urn, known }, services);
      if (digestOf(document) !== (job?.announced ?? DIGEST_OF_NOTHING)) reporter.info(planText(document));
    },
  };
}

/** The mark of this owner, with the attributes in which users may have it from before. */
export function markOf({ ownerAttribute }: Policies, owner: string, known: RecordedJob | undefined): OwnerMark {
  return ownerMark(owner, ownerAttribute, known?.ownerAttributes());
}

/** What of the inputs says how, and not for whom or where. */
type Policies = Omit<JobArgs, "userStoreId" | "groups">;

/** The rules of the plan, before anybody has looked at the store. */
export function policyOf(args: Policies, mark: OwnerMark): Policy {
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
