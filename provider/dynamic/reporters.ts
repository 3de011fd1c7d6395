import { createRequire } from "node:module";
import { setTimeout as delay } from "node:timers/promises";
import { onScreen, type Lines } from "../../text/escape";
import type { Reporter } from "../reconcile/run";
import { watchEngine } from "./liveness";

/** The part of the engine's client that progress needs; the real one comes from the SDK that runs this process. */
interface EngineLog {
  log(request: unknown, done: (error: unknown) => void): void;
}

interface LogMessage {
  setSeverity(severity: number): void;
  setMessage(message: string): void;
  setUrn(urn: string): void;
  setEphemeral(ephemeral: boolean): void;
}

const INFO = 1;
const WARNING = 2;

/** The longest a verb waits for its lines to be delivered. */
const PATIENCE_MS = 1_000;

/** One progress line per quarter of a second is as fast as anybody reads. */
const PROGRESS_INTERVAL_MS = 250;

/**
 * Prints lines on the screen of `pulumi`. The verbs of a dynamic provider have no channel for it, but the engine's
 * address is the last argument of the process. Best effort by design: a line that cannot be shown never fails a run.
 */
export class EngineReporters {
  private readonly engine = connect();
  private lastProgress = 0;
  private readonly underWay = new Set<Promise<void>>();

  /** The reporter for one row of the screen: the resource's, or the stack's without a urn. */
  for(urn: string | undefined): Reporter {
    return {
      info: (text) => {
        this.send(INFO, text, urn, false);
      },
      warn: (text) => {
        this.send(WARNING, text, urn, false);
      },
      progress: (text) => {
        const now = performance.now();
        if (now - this.lastProgress < PROGRESS_INTERVAL_MS) return;
        this.lastProgress = now;
        this.send(INFO, text, urn, true);
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

  private send(severity: number, text: Lines, urn: string | undefined, ephemeral: boolean): void {
    if (!this.engine) return;
    const { client, newMessage } = this.engine;
    try {
      const message = newMessage();
      message.setSeverity(severity);
      message.setMessage(onScreen(text));
      message.setUrn(urn ?? "");
      message.setEphemeral(ephemeral);
      const answered = new Promise<void>((resolve) => {
        client.log(message, () => {
          resolve();
        });
      });
      if (ephemeral) return;
      this.underWay.add(answered);
      void answered.then(() => this.underWay.delete(answered));
    } catch {
      // The engine is gone or speaks another protocol: the run goes on silently.
    }
  }
}

function connect(): { client: EngineLog; newMessage: () => LogMessage } | undefined {
  const address = process.argv.at(-1);
  const main = require.main?.filename;
  if (address === undefined || main === undefined || !/^[\w.:[\]-]+:\d+$/.test(address)) return undefined;
  watchEngine(address);
  try {
    // From the SDK of this very process: another copy would bring another gRPC.
    const sdk = createRequire(main);
    const grpc = sdk("@grpc/grpc-js") as { credentials: { createInsecure(): unknown } };
    const { EngineClient } = sdk("@pulumi/pulumi/proto/engine_grpc_pb") as {
      EngineClient: new (address: string, credentials: unknown) => EngineLog;
    };
    const { LogRequest } = sdk("@pulumi/pulumi/proto/engine_pb") as { LogRequest: new () => LogMessage };
    return { client: new EngineClient(address, grpc.credentials.createInsecure()), newMessage: () => new LogRequest() };
  } catch {
    return undefined;
  }
}
