import { ReadResponse, type ReadRequest } from "@pulumi/pulumi/proto/provider_pb";
import { databaseIn, stackOf } from "../../frontEnds/embedded";
import { revealed } from "../../users/input/envelope/secret";
import type { Props } from "../../resources/resource";
import { kindOf } from "../kinds";
import { propsOf, structOf } from "../wire/struct";
import { carrying, outputsBeside, stateIn } from "./state";
import type { Verb } from "./verb";

/** Reads what is there now: of a resource in the state, or of one that somebody names by its id. */
export const read: Verb<ReadRequest, ReadResponse> = async (plugin, request) => {
  const urn = request.getUrn();
  const kind = kindOf(urn);
  const { outputs } = stateIn(kind, request.getInputs(), request.getProperties());
  const given = propsOf(request.getInputs());
  const asked = plugin.request({ urn, inputs: given, timeoutSeconds: request.getTimeout() });
  const id = request.getId();
  const found = kind.isKnown(outputs)
    ? await kind.resource.read({ ...asked, id, state: outputs })
    : await kind.imported({ ...asked, id, given: outputs });
  // No id is the engine's sign that the thing is gone.
  if (!found) return new ReadResponse();
  const isEmbedded = asked.services.endpointKind() === "embedded";
  const database = isEmbedded ? (databaseIn(given) ?? stackOf(urn)) : undefined;
  const inputs = found.inputs ?? {};
  return new ReadResponse()
    .setId(found.id)
    .setInputs(structOf(carrying(inputs, database)))
    .setProperties(structOf(outputsBeside(kind, found.outputs, revealed(inputs) as Props)));
};
