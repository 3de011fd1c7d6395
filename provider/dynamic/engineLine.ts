import { createRequire } from "node:module";
import { looksLikeAddress } from "../frontEnds/liveness";
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

/** The verbs of a dynamic provider have no channel to the engine, but its address is the last argument of the process. */
export function engineAddress(): string | undefined {
  const address = process.argv.at(-1);
  return address !== undefined && require.main !== undefined && looksLikeAddress(address) ? address : undefined;
}

/** The channel for lines, by the SDK of the process that runs dynamic providers. */
export function engineLine(address: string): SendLine | undefined {
  const main = require.main?.filename;
  if (main === undefined) return undefined;
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
