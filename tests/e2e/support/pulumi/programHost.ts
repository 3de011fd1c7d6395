import { setTimeout as pause } from "node:timers/promises";
import {
  Server,
  ServerCredentials,
  type handleUnaryCall,
  type ServiceDefinition,
  type UntypedServiceImplementation,
} from "@grpc/grpc-js";
import * as pulumi from "@pulumi/pulumi";
import * as automation from "@pulumi/pulumi/automation/server";
import * as languageService from "@pulumi/pulumi/proto/language_grpc_pb";
import * as settings from "@pulumi/pulumi/runtime/settings";
import * as ciam from "../../../../sdk";

type Program = () => Promise<Record<string, unknown>>;

// All are Pulumi's own, and in no types.
const { LanguageServer } = automation as unknown as {
  LanguageServer: new (program: Program) => UntypedServiceImplementation & { run: handleUnaryCall<unknown, unknown> };
};
const { LanguageRuntimeService } = languageService as unknown as { LanguageRuntimeService: ServiceDefinition };
const { grpcClientOptions } = settings as unknown as { grpcClientOptions: Record<string, unknown> };
// Connections of one process share what is known of an address for some seconds. The engine of a later command may get the
// port that an earlier one had, and the program would take it for gone.
grpcClientOptions["grpc.use_local_subchannel_pool"] = 1;

/** What a program of the tests imports. */
const MODULES = new Map<string, object>([
  ["@pulumi/pulumi", pulumi],
  ["pulumi-tencentcloud-ciam", ciam],
]);

/** Where the CLI finds a program that runs here. */
export interface ProgramHost {
  readonly address: string;
  /** Ends when the program has: what Pulumi's SDK still does for one would disturb the next. */
  close(): Promise<void>;
}

/**
 * As long is waited for a program whose CLI has ended. One that exports an output of a resource that failed would wait for
 * ever.
 */
const LONGEST_END_MS = 500;

/**
 * Runs a program in this process, as Pulumi's Automation API runs one: the CLI is told where it is, and starts none. Of
 * its surroundings it has the folder, which is this process's too until it is closed, and not the environment.
 */
export async function hostProgram(text: string, folder: string): Promise<ProgramHost> {
  const before = process.cwd();
  const server = new Server();
  const language = new LanguageServer(() => {
    const exports: Record<string, unknown> = {};
    // A program is a text, as everywhere in the tests.
    // eslint-disable-next-line @typescript-eslint/no-implied-eval
    const run = new Function("require", "exports", text) as (
      require: (name: string) => unknown,
      exports: object,
    ) => void;
    process.chdir(folder);
    run((name) => MODULES.get(name), exports);
    return Promise.resolve(exports);
  });
  const ends: Promise<void>[] = [];
  const run = language.run.bind(language);
  language.run = (call, answer) => {
    ends.push(
      new Promise((ended) => {
        run(call, (...reply) => {
          answer(...reply);
          ended();
        });
      }),
    );
  };
  server.addService(LanguageRuntimeService, language);
  const port = await new Promise<number>((bound, failed) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, at) => {
      if (error) failed(error);
      else bound(at);
    });
  });
  const close = async (): Promise<void> => {
    await Promise.race([Promise.all(ends), pause(LONGEST_END_MS, undefined, { ref: false })]);
    process.chdir(before);
    server.forceShutdown();
  };
  return { address: `127.0.0.1:${String(port)}`, close };
}
