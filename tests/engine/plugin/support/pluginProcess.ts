import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { credentials, type ServiceError } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import { REPOSITORY } from "../../support/provider/programFolder";
import { serveEngine, type EngineServer, type Line } from "../../support/engine/engineService";

const PLUGIN = join(REPOSITORY, "dist/bin/pulumi-resource-ciam");

export type Sent = Readonly<Record<string, unknown>>;

/** A call that failed, with what the engine is told of a resource that exists all the same. */
export class PluginError extends Error {
  constructor(
    message: string,
    readonly code: number,
    readonly partial: proto.ErrorResourceInitFailed | undefined,
  ) {
    super(message);
  }
}

export type Done<Reply> = (error: ServiceError | null, reply: Reply) => void;

type Call<Request, Reply> = (request: Request, done: Done<Reply>) => unknown;

/** The bundle as the engine starts it, beside an engine that keeps the lines it is told. */
export class PluginProcess {
  readonly lines: Line[] = [];
  readonly stdout: string[] = [];
  readonly stderr: string[] = [];

  private constructor(
    readonly child: ChildProcess,
    readonly client: ResourceProviderClient,
    readonly folder: string,
    readonly exited: Promise<unknown>,
    readonly engine: EngineServer,
  ) {}

  static async start(env: Readonly<Record<string, string>> = {}): Promise<PluginProcess> {
    const lines: Line[] = [];
    const engine = await serveEngine((line) => lines.push(line));
    const folder = mkdtempSync(join(tmpdir(), "ciam-plugin-"));
    const child = spawn(process.execPath, [PLUGIN, "--logtostderr", "-v=9", engine.address], {
      cwd: folder,
      env: { PATH: process.env.PATH ?? "", HOME: folder, ...env },
      stdio: "pipe",
    });
    const exited = once(child, "exit");
    const output = createInterface(child.stdout);
    const [port] = (await once(output, "line")) as [string];
    const client = new ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure(), {
      "grpc.max_receive_message_length": 400 * 1024 * 1024,
    });
    const plugin = new PluginProcess(child, client, folder, exited, engine);
    plugin.stdout.push(port);
    output.on("line", (line) => plugin.stdout.push(line));
    createInterface(child.stderr).on("line", (line) => plugin.stderr.push(line));
    Object.defineProperty(plugin, "lines", { value: lines });
    return plugin;
  }

  /** The engine is gone, without a word. */
  loseEngine(): void {
    this.engine.close();
  }

  async stop(): Promise<void> {
    this.child.kill("SIGINT");
    await this.exited;
    this.client.close();
    this.engine.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  async configured(config: Sent): Promise<this> {
    const request = new proto.ConfigureRequest()
      .setArgs(struct(config))
      .setUrn(urnOf("pulumi:providers:ciam", "default"));
    await this.call(
      (asked: proto.ConfigureRequest, done: Done<proto.ConfigureResponse>) => this.client.configure(asked, done),
      request,
    );
    return this;
  }

  check(urn: string, news: Sent, olds?: Sent): Promise<proto.CheckResponse> {
    const request = new proto.CheckRequest()
      .setUrn(urn)
      .setNews(struct(news))
      .setOlds(struct(olds ?? {}));
    return this.call((asked: proto.CheckRequest, done) => this.client.check(asked, done), request);
  }

  /** A check whose bytes have another name in the place of one: the library writes none of these names. */
  checkBytes(urn: string, news: Sent, [name, other]: readonly [string, string]): Promise<proto.CheckResponse> {
    const request = new proto.CheckRequest().setUrn(urn).setNews(struct(news)).setOlds(struct({}));
    const bytes = (asked: proto.CheckRequest) =>
      Buffer.from(Buffer.from(asked.serializeBinary()).toString("latin1").replace(name, other), "latin1");
    const read = (reply: Buffer) => proto.CheckResponse.deserializeBinary(reply);
    const path = "/pulumirpc.ResourceProvider/Check";
    return new Promise((resolve, reject) => {
      this.client.makeUnaryRequest(path, bytes, read, request, (error, reply) => {
        if (error) reject(new PluginError(error.details, error.code, undefined));
        else if (reply) resolve(reply);
      });
    });
  }

  create(urn: string, inputs: Sent, { isPreview = false, timeout = 0 } = {}): Promise<proto.CreateResponse> {
    const request = new proto.CreateRequest()
      .setUrn(urn)
      .setProperties(struct(inputs))
      .setPreview(isPreview)
      .setTimeout(timeout);
    return this.call((asked: proto.CreateRequest, done) => this.client.create(asked, done), request);
  }

  update(urn: string, id: string, olds: { inputs: Sent; outputs: Sent }, news: Sent): Promise<proto.UpdateResponse> {
    const request = new proto.UpdateRequest()
      .setUrn(urn)
      .setId(id)
      .setOldInputs(struct(olds.inputs))
      .setOlds(struct(olds.outputs))
      .setNews(struct(news));
    return this.call((asked: proto.UpdateRequest, done) => this.client.update(asked, done), request);
  }

  diff(urn: string, id: string, olds: { inputs: Sent; outputs: Sent }, news: Sent): Promise<proto.DiffResponse> {
    const request = new proto.DiffRequest()
      .setUrn(urn)
      .setId(id)
      .setOldInputs(struct(olds.inputs))
      .setOlds(struct(olds.outputs))
      .setNews(struct(news));
    return this.call((asked: proto.DiffRequest, done) => this.client.diff(asked, done), request);
  }

  read(urn: string, id: string, olds: { inputs: Sent; outputs: Sent }): Promise<proto.ReadResponse> {
    const request = new proto.ReadRequest()
      .setUrn(urn)
      .setId(id)
      .setInputs(struct(olds.inputs))
      .setProperties(struct(olds.outputs));
    return this.call((asked: proto.ReadRequest, done) => this.client.read(asked, done), request);
  }

  cancel(): Promise<Empty> {
    return this.call((asked: Empty, done) => this.client.cancel(asked, done), new Empty());
  }

  call<Request, Reply>(verb: Call<Request, Reply>, request: Request): Promise<Reply> {
    return new Promise((resolve, reject) => {
      verb(request, (error, reply) => {
        if (error) reject(new PluginError(error.details, error.code, partialIn(error)));
        else resolve(reply);
      });
    });
  }
}

function partialIn({ metadata }: ServiceError): proto.ErrorResourceInitFailed | undefined {
  const [packed] = metadata.get("grpc-status-details-bin");
  if (!Buffer.isBuffer(packed)) return undefined;
  const [detail] = Status.deserializeBinary(packed).getDetailsList();
  const read = (bytes: Uint8Array) => proto.ErrorResourceInitFailed.deserializeBinary(bytes);
  return detail?.unpack(read, "pulumirpc.ErrorResourceInitFailed") ?? undefined;
}

export function struct(properties: Sent): Struct {
  // The tests send nothing that JSON could not.
  return Struct.fromJavaScript(properties as Record<string, JavaScriptValue>);
}

/** What was answered, with the engine's signs in it. */
export function plain(answer: Struct | undefined): Record<string, unknown> {
  return answer?.toJavaScript() ?? {};
}

/** As the engine has it in a state, and sends it to a plugin that takes no secrets. */
export function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare);
  if (typeof value !== "object" || value === null) return value;
  const object = value as Record<string, unknown>;
  if (SIGNATURE in object) return bare(object.value);
  return Object.fromEntries(Object.entries(object).map(([name, member]) => [name, bare(member)]));
}

const SIGNATURE = "4dabf18193072939515e22adb298388d";

export function urnOf(type: string, name: string): string {
  return `urn:pulumi:dev::shop::${type}::${name}`;
}
