import { CreateResponse, type CreateRequest } from "@pulumi/pulumi/proto/provider_pb";
import type { Props } from "../../resources/resource";
import { PartlyDone } from "../../messages/errors";
import { kindOf } from "../kinds";
import type { Kind } from "../kinds/kind";
import { propsOf, structOf } from "../wire/struct";
import { outputsBeside, own } from "./state";
import type { Verb } from "./verb";

/** Creates, or promises in a preview what there will be; `check` has told the plan of it. */
export const create: Verb<CreateRequest, CreateResponse> = async (plugin, request) => {
  const urn = request.getUrn();
  const kind = kindOf(urn);
  const given = propsOf(request.getProperties());
  const inputs = own(given);
  const asked = plugin.request({ urn, inputs: given, timeoutSeconds: request.getTimeout() });
  if (request.getPreview()) {
    if (plugin.isLive) await kind.foretell?.({ ...asked, inputs }, undefined);
    return new CreateResponse().setProperties(structOf(kind.foreseen(inputs, undefined)));
  }
  const { id, outputs } = await recordedBeside(kind, inputs, () => kind.resource.create({ ...asked, inputs }));
  return new CreateResponse().setId(id).setProperties(structOf(outputsBeside(kind, outputs, inputs)));
};

/**
 * What is left of a run that ended early is recorded, too.
 *
 * @param inputs those that the state has after a failure
 */
export async function recordedBeside<T>(kind: Kind, inputs: Props, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof PartlyDone)) throw error;
    const { message, id, properties, reasons } = error;
    throw new PartlyDone(message, id, outputsBeside(kind, properties, inputs), reasons);
  }
}
