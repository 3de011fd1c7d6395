import { CheckFailure, InvokeResponse, type InvokeRequest } from "@pulumi/pulumi/proto/provider_pb";
import { onScreen } from "../../../text/escape";
import { functionNamed } from "../functions";
import { propsOf, structOf } from "../wire/struct";
import type { Verb } from "./verb";

/** Answers a look-up, in a preview too. */
export const invoke: Verb<InvokeRequest, InvokeResponse> = async (plugin, request) => {
  const said = await functionNamed(request.getTok()).ask(propsOf(request.getArgs()), () => plugin.calls());
  const response = new InvokeResponse();
  return "answer" in said
    ? response.setReturn(structOf(said.answer))
    : response.setFailuresList(said.failures.map((reason) => new CheckFailure().setReason(onScreen(reason))));
};
