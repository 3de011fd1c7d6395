import { createRequire } from "node:module";
import type { Reporter } from "../reconcile/context";
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

/** A line each quarter of a second is as fast as anybody reads. */
const PROGRESS_INTERVAL_MS = 250;

/**
 * Lines on the screen of `pulumi`. The verbs of a dynamic provider have no way to speak, but the engine's address is
 * the last argument of the process. Best effort by design: a line that cannot be shown never fails a run.
 */
export class EngineReporters {
  private readonly engine = connect();
  private lastProgress = 0;

  /** The reporter for a row of the screen; without a urn, for the row of the stack. */
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

  private send(severity: number, text: string, urn: string | undefined, ephemeral: boolean): void {
    if (!this.engine) return;
    const { client, newMessage } = this.engine;
    try {
      const message = newMessage();
      message.setSeverity(severity);
      message.setMessage(text);
      message.setUrn(urn ?? "");
      message.setEphemeral(ephemeral);
      client.log(message, () => undefined);
    } catch {
      // The engine is gone, or speaks another protocol: the run goes on without words.
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
