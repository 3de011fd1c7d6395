import { createRequire } from "node:module";
import { watchEngine } from "../frontEnds/liveness";
import type { SendLine } from "../frontEnds/reporters";

/** The part of the engine's client that lines need; the real one comes from the SDK that runs this process. */
interface EngineLog {
  log(request: unknown, done: (error: unknown) => void): void;
}

interface LogMessage {
  setSeverity(severity: number): void;
  setMessage(message: string): void;
  setUrn(urn: string): void;
  setEphemeral(ephemeral: boolean): void;
}

const severities = { info: 1, warning: 2 };

/**
 * The channel for lines of the process that runs dynamic providers. Their verbs have none, but the engine's address is
 * the last argument of the process.
 */
export function engineLine(): SendLine | undefined {
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
    const engine = new EngineClient(address, grpc.credentials.createInsecure());
    return ({ severity, text, urn, isEphemeral }) => {
      const message = new LogRequest();
      message.setSeverity(severities[severity]);
      message.setMessage(text);
      message.setUrn(urn ?? "");
      message.setEphemeral(isEphemeral);
      return new Promise((resolve) => {
        engine.log(message, () => {
          resolve();
        });
      });
    };
  } catch {
    return undefined;
  }
}
