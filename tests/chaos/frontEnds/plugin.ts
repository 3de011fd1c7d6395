import type { ServiceError } from "@grpc/grpc-js";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import type { EngineFailure } from "../../../provider/dynamic/failure";
import { Plugin } from "../../../provider/plugin/plugin";
import { verbs } from "../../../provider/plugin/verbs";
import type { Verb } from "../../../provider/plugin/verbs/verb";
import { toServiceError } from "../../../provider/plugin/wire/failure";
import type { Values } from "../engine/act";
import { Violation } from "../checker/violation";
import { seen, type FrontEnd } from "./frontEnd";

/** Pulumi's provider protocol: the plugin's own handlers, asked and answered by the messages of the protocol. */
export const plugin: FrontEnd = {
  name: "plugin",
  type: "ciam:index:UserImportJob",

  async begin({ services, witness, isLive }) {
    const process = new Plugin(() => ({ problems: [], services: () => services }));
    const ask = async <Asked, Answer>(verb: Verb<Asked, Answer>, request: Asked): Promise<Answer> => {
      try {
        return await verb(process, request);
      } catch (error) {
        throw failureIn(toServiceError(error));
      }
    };
    const configured = new proto.ConfigureRequest().setArgs(struct({ preview: isLive ? "live" : "state" }));
    await ask(verbs.configure, configured);

    return {
      check: (urn, olds, news) => {
        const request = new proto.CheckRequest().setUrn(urn).setOlds(struct(olds)).setNews(struct(news));
        const checked = async () => {
          const reply = await ask(verbs.check, request);
          const failures = reply.getFailuresList().map((failure) => ({ reason: failure.getReason() }));
          return { inputs: plain(reply.getInputs()), failures };
        };
        return seen(checked(), witness);
      },

      diff: ({ urn, id, inputs, outputs }, news) => {
        const request = new proto.DiffRequest()
          .setUrn(urn)
          .setId(id)
          .setOldInputs(struct(inputs))
          .setOlds(struct(outputs))
          .setNews(struct(news));
        return seen(ask(verbs.diff, request).then(differences), witness);
      },

      create: (urn, news) => {
        const request = new proto.CreateRequest().setUrn(urn).setProperties(struct(news));
        const created = async () => {
          const reply = await ask(verbs.create, request);
          return { id: reply.getId(), outs: plain(reply.getProperties()) };
        };
        return seen(created(), witness);
      },

      read: ({ urn, id, inputs, outputs }) => {
        const request = new proto.ReadRequest()
          .setUrn(urn)
          .setId(id)
          .setInputs(struct(inputs))
          .setProperties(struct(outputs));
        const found = async () => {
          const reply = await ask(verbs.read, request);
          return { id: reply.getId(), props: plain(reply.getProperties()), inputs: plain(reply.getInputs()) };
        };
        return seen(found(), witness);
      },

      update: ({ urn, id, inputs, outputs }, news) => {
        const request = new proto.UpdateRequest()
          .setUrn(urn)
          .setId(id)
          .setOldInputs(struct(inputs))
          .setOlds(struct(outputs))
          .setNews(struct(news));
        const updated = async () => ({ outs: plain((await ask(verbs.update, request)).getProperties()) });
        return seen(updated(), witness);
      },

      delete: async ({ urn, id, inputs, outputs }) => {
        const request = new proto.DeleteRequest()
          .setUrn(urn)
          .setId(id)
          .setOldInputs(struct(inputs))
          .setProperties(struct(outputs));
        await seen(ask(verbs.delete, request), witness);
      },

      foresee: async (urn, old, news) => {
        const promised = async () => {
          if (!old) {
            const request = new proto.CreateRequest().setUrn(urn).setProperties(struct(news)).setPreview(true);
            return plain((await ask(verbs.create, request)).getProperties());
          }
          const request = new proto.UpdateRequest()
            .setUrn(urn)
            .setId(old.id)
            .setOldInputs(struct(old.inputs))
            .setOlds(struct(old.outputs))
            .setNews(struct(news))
            .setPreview(true);
          return plain((await ask(verbs.update, request)).getProperties());
        };
        await seen(promised(), witness);
      },

      cancel: () => {
        void verbs.cancel(process, new Empty());
      },
    };
  },
};

/** The engine goes by the list of replacements, and shows the paths. */
function differences(reply: proto.DiffResponse): { changes: boolean; replaces: string[]; paths: string[] } {
  const paths = reply
    .getDetaileddiffMap()
    .getEntryList()
    .map(([path]) => path);
  const changes = reply.getChanges() === proto.DiffResponse.DiffChanges.DIFF_SOME;
  if (paths.length > 0 && !changes) throw new Violation(`no change, and yet these differ: ${paths.join(", ")}`);
  return { changes, replaces: reply.getReplacesList(), paths };
}

/** What the engine makes of an error of the protocol. */
function failureIn({ details = "", metadata }: Partial<ServiceError>): EngineFailure {
  const failure: EngineFailure = new Error(details);
  const [packed] = metadata?.get("grpc-status-details-bin") ?? [];
  if (!Buffer.isBuffer(packed)) return failure;
  const [detail] = Status.deserializeBinary(packed).getDetailsList();
  const read = (bytes: Uint8Array) => proto.ErrorResourceInitFailed.deserializeBinary(bytes);
  const partial = detail?.unpack(read, "pulumirpc.ErrorResourceInitFailed");
  if (!partial) return failure;
  failure.id = partial.getId();
  failure.properties = plain(partial.getProperties());
  failure.reasons = partial.getReasonsList();
  return failure;
}

function struct(values: Values): Struct {
  // Everything here has come through JSON.
  return Struct.fromJavaScript(values as Record<string, JavaScriptValue>);
}

function plain(answer: Struct | undefined): Values {
  return answer?.toJavaScript() ?? {};
}
