import { Server, ServerCredentials, status, type sendUnaryData, type ServerUnaryCall } from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import type { Plugin } from "./plugin";
import { verbs } from "./verbs";
import type { Verb } from "./verbs/verb";
import { toServiceError } from "./wire/failure";

/** As the engine and its SDKs have it: a state may be large, and a verb may keep this process busy for long. */
const options = {
  "grpc.max_receive_message_length": 400 * 1024 * 1024,
  "grpc.max_send_message_length": 400 * 1024 * 1024,
  "grpc.server_max_unrequested_time_in_server": 30 * 60,
};

/** The verbs that run now. */
export interface Running {
  readonly port: number;
  /** Resolves once no verb runs. */
  settled(): Promise<unknown>;
}

/** Serves the verbs to whoever runs on this machine and is told the port. */
export async function serve(plugin: Plugin): Promise<Running> {
  const underWay = new Set<Promise<void>>();
  const server = new Server(options);
  const names = Object.keys(ResourceProviderService);
  server.addService(ResourceProviderService, Object.fromEntries(names.map((name) => [name, handler(name)])));

  function handler(name: string) {
    return (call: ServerUnaryCall<unknown, unknown>, done: sendUnaryData<unknown>): void => {
      const verb = verbFor(name);
      if (!verb) {
        done({ code: status.UNIMPLEMENTED, details: `this plugin has no verb ${name}` });
        return;
      }
      const answering = answer(verb, call.request, done);
      underWay.add(answering);
      void answering.finally(() => underWay.delete(answering));
    };
  }

  async function answer(verb: Verb<unknown, unknown>, request: unknown, done: sendUnaryData<unknown>): Promise<void> {
    try {
      const reply = await verb(plugin, request);
      await plugin.linesTaken();
      done(null, reply);
    } catch (error) {
      await plugin.linesTaken();
      done(toServiceError(error));
    }
  }

  const port = await listening(server);
  return { port, settled: () => Promise.allSettled(underWay) };
}

function verbFor(name: string): Verb<unknown, unknown> | undefined {
  // The service hands each of its methods the request that is its own.
  return Object.hasOwn(verbs, name) ? (verbs[name as keyof typeof verbs] as Verb<unknown, unknown>) : undefined;
}

function listening(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
      if (error) reject(error);
      else resolve(port);
    });
  });
}
