import type { Lines } from "../../text/escape";
import type { CiamClient } from "../../ciam/client";
import type { Clock } from "../../ciam/clock";
import type { LiveUser } from "../users/model/live";
import type { OwnerMark } from "../users/model/mark";
import type { Elsewhere } from "../users/plan/policy";
import { RunStopped } from "../messages/errors";

/**
 * Where a run tells a person what it does. Progress is shown while it is true and not kept. A text is one line, whatever
 * the values in it hold; more lines come as a list.
 */
export interface Reporter {
  progress(text: Lines): void;
  info(text: Lines): void;
  warn(text: Lines): void;
}

/** The part of the client that a run needs. */
export type Calls = Pick<CiamClient, "call" | "endpoint" | "serviceNow">;

export interface BatchLimits {
  /** Most users in one import job. */
  readonly users: number;
  /** Most bytes of one request body. */
  readonly bytes: number;
  /** Jobs at once, the first of a run apart. */
  readonly parallel: number;
}

interface Timeouts {
  /** Longest a single job may take from being accepted to its end, in milliseconds. */
  readonly jobMs: number;
  /** Longest the whole run may take, waiting for a free job slot included, in milliseconds. */
  readonly totalMs: number;
}

/** Everything a run touches, handed in. */
export interface RunContext {
  readonly calls: Calls;
  readonly userStoreId: string;
  /** The calling code of phone numbers that are written without one, here and in the store. Default: none. */
  readonly phoneCountry?: string | undefined;
  readonly mark: OwnerMark;
  readonly clock: Clock;
  readonly reporter: Reporter;
  readonly batch: BatchLimits;
  readonly timeouts: Timeouts;
  /** Monotonic milliseconds at which the run began. */
  readonly startedAt: number;
  /** Whether the engine that asked for this run is still there: a killed CLI leaves the provider alive. */
  engineIsAlive(): boolean;
  /** What another resource of the same program has to do with a user of ours, if it has. */
  elsewhere(user: LiveUser): Elsewhere | undefined;
  /** Whether a person has just read this tally of a plan as what is foreseen. */
  isAnnounced(tally: string): boolean;
}

/** Ends the run when nobody waits for it any more. */
export function assertEngine(context: RunContext): void {
  if (context.engineIsAlive()) return;
  throw new RunStopped(
    "the Pulumi engine that asked for this is gone; nothing more is written. Run `pulumi cancel`, then `pulumi up`",
  );
}

/** To be called right before every write. */
export function assertMayWrite(context: RunContext): void {
  assertEngine(context);
  const spent = context.clock.monotonic() - context.startedAt;
  if (spent > context.timeouts.totalMs) {
    throw new RunStopped(
      `timeouts.total (${String(Math.round(context.timeouts.totalMs / 1000))} s) is used up; what is done is recorded, the next \`pulumi up\` goes on from there`,
    );
  }
}

/**
 * The client and the clock of a run that can be given up: each wait ends at once, with the reason of the signal, and
 * nothing more is sent. A call under way ends as one whose outcome is not known, which is recorded as such.
 */
export function untilAborted(
  { calls, clock }: Pick<RunContext, "calls" | "clock">,
  signal: AbortSignal,
): Pick<RunContext, "calls" | "clock"> {
  return {
    calls: {
      endpoint: calls.endpoint,
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
