import type { DeleteRequest } from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { kindOf } from "../kinds";
import { propsOf } from "../wire/struct";
import { stateIn } from "./state";
import type { Verb } from "./verb";

export const remove: Verb<DeleteRequest, Empty> = async (plugin, request) => {
  const urn = request.getUrn();
  const kind = kindOf(urn);
  const { outputs } = stateIn(kind, request.getOldInputs(), request.getProperties());
  const inputs = propsOf(request.getOldInputs());
  const asked = plugin.request({ urn, inputs, timeoutSeconds: request.getTimeout() });
  await kind.resource.delete({ ...asked, id: request.getId(), state: outputs });
  return new Empty();
};
