import { Server, ServerCredentials } from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { GetRootResourceResponse, SetRootResourceResponse, type LogRequest } from "@pulumi/pulumi/proto/engine_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";

const SEVERITIES = ["debug", "info", "warning", "error"] as const;

/** A line for the engine to show. */
export interface Line {
  readonly severity: (typeof SEVERITIES)[number];
  /** The row of the screen; empty for the row of the stack. */
  readonly urn: string;
  /** Shown while it is true and not kept. */
  readonly ephemeral: boolean;
  readonly message: string;
}

/** The engine's own gRPC service, as far as a provider uses it. */
export interface EngineServer {
  readonly address: string;
  close(): void;
}

export async function serveEngine(onLine: (line: Line) => void): Promise<EngineServer> {
  const server = new Server();
  server.addService(EngineService, {
    log: ({ request }: { request: LogRequest }, done: (error: null, reply: Empty) => void) => {
      onLine({
        severity: SEVERITIES[request.getSeverity()],
        urn: request.getUrn(),
        ephemeral: request.getEphemeral(),
        message: request.getMessage(),
      });
      done(null, new Empty());
    },
    getRootResource: (_: unknown, done: (error: null, reply: GetRootResourceResponse) => void) => {
      done(null, new GetRootResourceResponse());
    },
    setRootResource: (_: unknown, done: (error: null, reply: SetRootResourceResponse) => void) => {
      done(null, new SetRootResourceResponse());
    },
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) => {
      if (error) reject(error);
      else resolve(bound);
    });
  });
  return { address: `127.0.0.1:${String(port)}`, close: () => server.forceShutdown() };
}
