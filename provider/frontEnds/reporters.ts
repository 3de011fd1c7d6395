import { setTimeout as delay } from "node:timers/promises";
import { onScreen, type Lines } from "../../text/escape";
import type { Reporter } from "../reconcile/run";

/** A line for the engine to show. */
export interface EngineLine {
  readonly severity: "info" | "warning";
  readonly text: string;
  /** The row of the screen; that of the stack if there is none. */
  readonly urn: string | undefined;
  /** Shown while it is true and not kept. */
  readonly isEphemeral: boolean;
}

/** The engine's channel for lines, as each front end reaches it. It resolves once the line is delivered, or lost. */
export type SendLine = (line: EngineLine) => Promise<void>;

/** The longest a verb waits for its lines to be delivered. */
const PATIENCE_MS = 1_000;

/** One progress line per quarter of a second is as fast as anybody reads. */
const PROGRESS_INTERVAL_MS = 250;

/**
 * Prints lines on the screen of `pulumi`. Best effort by design: a line that cannot be shown never fails a run.
 */
export class EngineReporters {
  private lastProgress = 0;
  private readonly underWay = new Set<Promise<void>>();

  /** @param line nothing while no engine is known */
  constructor(private readonly line: () => SendLine | undefined) {}

  /** The reporter for one row of the screen: the resource's, or the stack's without a urn. */
  for(urn: string | undefined): Reporter {
    return {
      info: (text) => this.send("info", text, urn, false),
      warn: (text) => this.send("warning", text, urn, false),
      progress: (text) => {
        const now = performance.now();
        if (now - this.lastProgress < PROGRESS_INTERVAL_MS) return;
        this.lastProgress = now;
        this.send("info", text, urn, true);
      },
    };
  }

  /**
   * Resolves once all permanent lines are delivered, or the wait is up: a command that ends with the answer to a verb
   * would otherwise lose them.
   */
  async taken(): Promise<void> {
    if (this.underWay.size === 0) return;
    const enough = new AbortController();
    const patience = delay(PATIENCE_MS, undefined, { signal: enough.signal, ref: false }).catch(() => undefined);
    await Promise.race([Promise.all(this.underWay), patience]);
    enough.abort();
  }

  private send(severity: EngineLine["severity"], text: Lines, urn: string | undefined, isEphemeral: boolean): void {
    const send = this.line();
    if (!send) return;
    try {
      const answered = send({ severity, text: onScreen(text), urn, isEphemeral });
      if (isEphemeral) return;
      this.underWay.add(answered);
      void answered.then(() => this.underWay.delete(answered));
    } catch {
      // The engine is gone or speaks another protocol: the run goes on silently.
    }
  }
}
