import { UpdateResponse, type UpdateRequest } from "@pulumi/pulumi/proto/provider_pb";
import { kindOf } from "../kinds";
import { propsOf, structOf } from "../wire/struct";
import { recordedBeside } from "./create";
import { outputsBeside, own, stateIn } from "./state";
import type { Verb } from "./verb";

/** Updates, or promises in a preview what there will be; `diff` has told the plan of it. */
export const update: Verb<UpdateRequest, UpdateResponse> = async (plugin, request) => {
  const urn = request.getUrn();
  const kind = kindOf(urn);
  const given = propsOf(request.getNews());
  const inputs = own(given);
  const before = stateIn(kind, request.getOldInputs(), request.getOlds());
  const asked = plugin.request({ urn, inputs: given, timeoutSeconds: request.getTimeout() });
  if (request.getPreview()) {
    if (plugin.isLive) await kind.foretell?.({ ...asked, inputs }, before.outputs);
    return new UpdateResponse().setProperties(structOf(kind.foreseen(inputs, before.outputs)));
  }
  const update = { ...asked, id: request.getId(), state: before.outputs, inputs };
  // After an update that failed in part, the engine records the new outputs with the old inputs.
  const { outputs } = await recordedBeside(kind, before.inputs, () => kind.resource.update(update));
  return new UpdateResponse().setProperties(structOf(outputsBeside(kind, outputs, inputs)));
};
