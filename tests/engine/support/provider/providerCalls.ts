import { credentials, type ServiceError } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import { bare, fromWire, toWire, type Values } from "../state/values";

/** A failed call of the provider, in the engine's form. */
export class ProviderError extends Error {
  override readonly name = "ProviderError";
  constructor(
    message: string,
    /** The resource exists, but not as declared. */
    readonly partial?: { readonly id: string; readonly outputs: Values; readonly reasons: readonly string[] },
  ) {
    super(message);
  }
}

export interface Checked {
  readonly inputs: Values;
  readonly failures: readonly { readonly property: string; readonly reason: string }[];
}

export interface ProviderDiff {
  readonly changes: "unknown" | "none" | "some";
  readonly replaces: readonly string[];
  readonly deleteBeforeReplace: boolean;
}

export interface Found {
  /** Empty when the resource is gone. */
  readonly id: string;
  readonly outputs: Values;
  readonly inputs: Values | undefined;
}

/**
 * A provider's verbs over gRPC. The provider takes no secrets, so they are sent in clear; an answer in the signature of
 * a secret becomes one.
 */
export class ProviderCalls {
  /** All answers of the provider, partial failures included. */
  readonly answers: Values[] = [];
  readonly #client: ResourceProviderClient;

  constructor(address: string) {
    this.#client = new ResourceProviderClient(address, credentials.createInsecure(), {
      "grpc.max_receive_message_length": 400 * 1024 * 1024,
    });
  }

  async configure(config: Values): Promise<void> {
    const request = new proto.ConfigureRequest();
    // Configuration is the one thing that always travels with its secrets in their signature.
    request.setArgs(struct(toWire(config)));
    await this.#called<proto.ConfigureResponse>((done) => this.#client.configure(request, done));
  }

  async check(urn: string, olds: Values, news: Values): Promise<Checked> {
    const request = new proto.CheckRequest();
    request.setUrn(urn);
    request.setOlds(struct(bare(olds)));
    request.setNews(struct(bare(news)));
    const reply = await this.#called<proto.CheckResponse>((done) => this.#client.check(request, done));
    const failures = reply.getFailuresList().map((failure) => ({
      property: failure.getProperty(),
      reason: failure.getReason(),
    }));
    return { inputs: this.#values(reply.getInputs()), failures };
  }

  async diff(urn: string, id: string, olds: Values, news: Values): Promise<ProviderDiff> {
    const request = new proto.DiffRequest();
    request.setUrn(urn);
    request.setId(id);
    request.setOlds(struct(bare(olds)));
    request.setNews(struct(bare(news)));
    const reply = await this.#called<proto.DiffResponse>((done) => this.#client.diff(request, done));
    return {
      changes: (["unknown", "none", "some"] as const)[reply.getChanges()],
      replaces: reply.getReplacesList(),
      deleteBeforeReplace: reply.getDeletebeforereplace(),
    };
  }

  async create(urn: string, inputs: Values): Promise<{ id: string; outputs: Values }> {
    const request = new proto.CreateRequest();
    request.setUrn(urn);
    request.setProperties(struct(bare(inputs)));
    const reply = await this.#called<proto.CreateResponse>((done) => this.#client.create(request, done));
    return { id: reply.getId(), outputs: this.#values(reply.getProperties()) };
  }

  async read(urn: string, id: string, inputs: Values, outputs: Values): Promise<Found> {
    const request = new proto.ReadRequest();
    request.setUrn(urn);
    request.setId(id);
    request.setInputs(struct(bare(inputs)));
    request.setProperties(struct(bare(outputs)));
    const reply = await this.#called<proto.ReadResponse>((done) => this.#client.read(request, done));
    return {
      id: reply.getId(),
      outputs: this.#values(reply.getProperties()),
      inputs: reply.hasInputs() ? this.#values(reply.getInputs()) : undefined,
    };
  }

  async update(urn: string, id: string, olds: Values, news: Values): Promise<Values> {
    const request = new proto.UpdateRequest();
    request.setUrn(urn);
    request.setId(id);
    request.setOlds(struct(bare(olds)));
    request.setNews(struct(bare(news)));
    const reply = await this.#called<proto.UpdateResponse>((done) => this.#client.update(request, done));
    return this.#values(reply.getProperties());
  }

  async delete(urn: string, id: string, outputs: Values): Promise<void> {
    const request = new proto.DeleteRequest();
    request.setUrn(urn);
    request.setId(id);
    request.setProperties(struct(bare(outputs)));
    await this.#called((done) => this.#client.delete(request, done));
  }

  /** The engine's message to its plugins at the first ctrl-C. */
  async cancel(): Promise<void> {
    await this.#called((done) => this.#client.cancel(new Empty(), done));
  }

  close(): void {
    this.#client.close();
  }

  #values(message: Struct | undefined): Values {
    const read = message ? fromWire(message.toJavaScript()) : {};
    this.answers.push(read);
    return read;
  }

  #called<Reply>(call: (done: (error: ServiceError | null, reply: Reply) => void) => void): Promise<Reply> {
    return new Promise((resolve, reject) => {
      call((error, reply) => {
        if (error) reject(this.#error(error));
        else resolve(reply);
      });
    });
  }

  /** A partial failure travels in the details of gRPC's own status. */
  #error(error: ServiceError): ProviderError {
    const [packed] = error.metadata.get("grpc-status-details-bin");
    const status = Buffer.isBuffer(packed) ? Status.deserializeBinary(packed) : undefined;
    const failed = status && partialOf(status);
    if (!failed) return new ProviderError(error.details);
    const outputs = this.#values(failed.getProperties());
    return new ProviderError(error.details, { id: failed.getId(), outputs, reasons: failed.getReasonsList() });
  }
}

function struct(properties: Record<string, unknown>): Struct {
  // `Values` hold nothing that JSON could not.
  return Struct.fromJavaScript(properties as Record<string, JavaScriptValue>);
}

/** The SDK message in an error, if it carries one. */
function partialOf(status: Status): proto.ErrorResourceInitFailed | undefined {
  for (const detail of status.getDetailsList()) {
    const failed = detail.unpack(
      (bytes) => proto.ErrorResourceInitFailed.deserializeBinary(bytes),
      "pulumirpc.ErrorResourceInitFailed",
    );
    if (failed) return failed;
  }
  return undefined;
}
