import { credentials } from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import type { SendLine } from "../frontEnds/reporters";

const severities = { info: LogSeverity.INFO, warning: LogSeverity.WARNING };

/** The channel for lines of the engine at this address. */
export function engineLine(address: string): SendLine {
  const engine = new EngineClient(address, credentials.createInsecure());
  return ({ severity, text, urn, isEphemeral }) => {
    const request = new LogRequest()
      .setSeverity(severities[severity])
      .setMessage(text)
      .setUrn(urn ?? "")
      .setEphemeral(isEphemeral);
    return new Promise((resolve) => {
      engine.log(request, () => {
        resolve();
      });
    });
  };
}
