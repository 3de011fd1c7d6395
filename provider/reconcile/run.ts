import type { Lines } from "../../text/escape";
import type { CiamClient } from "../../ciam/client";
import type { Clock } from "../../ciam/clock";
import type { LiveUser } from "../users/model/live";
import type { OwnerMark } from "../users/model/mark";
import type { Plan } from "../users/plan/actions";
import type { Claims } from "../users/plan/decide/standing";
import type { Elsewhere } from "../users/plan/policy";
import { RunStopped } from "../messages/errors";

/**
 * Tells a person what a run does. Progress shows while it lasts and is not kept. A text is one line, whatever values it
 * holds; several lines come as a list.
 */
export interface Reporter {
  progress(text: Lines): void;
  info(text: Lines): void;
  warn(text: Lines): void;
}

/** The part of the client that a run needs. */
export type Calls = Pick<CiamClient, "call" | "endpoint" | "serviceNow" | "pageSizes">;

export interface BatchLimits {
  /** Most users in one import job. */
  readonly users: number;
  /** Most bytes of one request body. */
  readonly bytes: number;
  /** Jobs at once; the first job of a run always goes alone. */
  readonly parallel: number;
}

interface Timeouts {
  /** The longest time that one job may take once it is accepted, in milliseconds. */
  readonly jobMs: number;
  /** The longest time that the whole run may take, including the wait for a free job slot, in milliseconds. */
  readonly totalMs: number;
}

/** Everything a run touches, handed in. */
export interface RunContext {
  readonly calls: Calls;
  readonly userStoreId: string;
  /** The calling code of phone numbers that are written without one, here and in the store. Default: none. */
  readonly phoneCountry?: string | undefined;
  readonly mark: OwnerMark;
  /** How many managed users this run need not look at. */
  readonly atRest: number;
  readonly clock: Clock;
  readonly reporter: Reporter;
  readonly batch: BatchLimits;
  readonly timeouts: Timeouts;
  /** The monotonic clock at the start of the run, in milliseconds. */
  readonly startedAt: number;
  /** False once the engine that asked for this run is gone: a killed CLI leaves the provider alive. */
  engineIsAlive(): boolean;
  /** The owners whose users become ours. */
  readonly takeOver: ReadonlySet<string>;
  /** How another resource of the same program relates to a user of ours, if one does. */
  elsewhere(user: LiveUser): Elsewhere | undefined;
  /** Shows the plan before it is applied, unless a preview has just shown the same. */
  announce(plan: Plan): void;
}

/** What decides now whose a user is. */
export function claimsOf(context: RunContext): Claims {
  const { calls, mark, takeOver } = context;
  return { mark, takeOver, now: calls.serviceNow(), elsewhere: (user) => context.elsewhere(user) };
}

/** Ends the run when the engine that asked for it is gone. */
export function assertEngine(context: RunContext): void {
  if (context.engineIsAlive()) return;
  throw new RunStopped(
    "the Pulumi engine that asked for this is gone; nothing more is written. Run `pulumi cancel`, then `pulumi up`",
  );
}

/** Call it right before every write. */
export function assertMayWrite(context: RunContext): void {
  assertEngine(context);
  const spent = context.clock.monotonic() - context.startedAt;
  if (spent > context.timeouts.totalMs) {
    throw new RunStopped(
      `timeouts.total (${String(Math.round(context.timeouts.totalMs / 1000))} s) is used up; what is done is recorded, and the next update goes on from there`,
    );
  }
}

/**
 * The client and the clock of a run that can be aborted: each wait ends at once, with the signal's reason, and nothing
 * more is sent. A call under way ends with an unknown outcome and is recorded as such.
 */
export function untilAborted(
  { calls, clock }: Pick<RunContext, "calls" | "clock">,
  signal: AbortSignal,
): Pick<RunContext, "calls" | "clock"> {
  return {
    calls: {
      endpoint: calls.endpoint,
      pageSizes: calls.pageSizes,
      serviceNow: () => calls.serviceNow(),
      call: (action, request) => calls.call(action, request, { signal }),
    },
    clock: {
      now: () => clock.now(),
      monotonic: () => clock.monotonic(),
      sleep: (ms) => clock.sleep(ms, signal),
    },
  };
}
