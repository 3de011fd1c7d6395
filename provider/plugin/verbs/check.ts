import { CheckFailure, CheckResponse, type CheckRequest } from "@pulumi/pulumi/proto/provider_pb";
import { onScreen } from "../../../text/escape";
import { databaseIn, stackOf } from "../../frontEnds/embedded";
import { endpointMismatch } from "../../resources/account";
import type { Props } from "../../resources/resource";
import { kindOf } from "../kinds";
import { propsOf, structOf } from "../wire/struct";
import { carrying, own } from "./state";
import type { Verb } from "./verb";

/** Says everything that is wrong with the inputs, and returns them as they go into the state. */
export const check: Verb<CheckRequest, CheckResponse> = (plugin, request) => {
  const urn = request.getUrn();
  const kind = kindOf(urn);
  const before = propsOf(request.getOlds());
  const asked = plugin.request({ urn, inputs: before });
  const { inputs, failures } = kind.resource.check({
    ...asked,
    state: Object.keys(before).length > 0 ? own(before) : undefined,
    inputs: kind.given(stated(own(propsOf(request.getNews()))), urn),
    // `diff` keeps from the screen what must not be on it, so a program need not.
    hidden: ["userSets"],
    seed: seedIn(request),
  });
  if (failures.length === 0) plugin.passed(urn);
  const isEmbedded = asked.services.endpointKind() === "embedded";
  const database = isEmbedded ? (databaseIn(before) ?? stackOf(urn)) : undefined;
  const mismatch = databaseIn(before) === undefined ? undefined : endpointMismatch("embedded", asked.services);
  // If the resource is on another endpoint, its other findings are of no use.
  const problems = mismatch === undefined ? [...plugin.problems, ...failures] : [mismatch];
  // Without a property: the engine prints its value.
  return new CheckResponse()
    .setInputs(structOf(carrying(inputs, database)))
    .setFailuresList(problems.map((reason) => new CheckFailure().setReason(onScreen(reason))));
};

/** The engine draws 32 bytes for each resource, and keeps them in a plan. One that sends fewer is not relied upon. */
function seedIn(request: CheckRequest): Uint8Array | undefined {
  const seed = request.getRandomseed_asU8();
  return seed.length >= 32 ? seed : undefined;
}

/** An input that is null is left out: so two ways to say nothing are one in the state. */
function stated(inputs: Props): Props {
  return Object.fromEntries(Object.entries(inputs).filter(([, value]) => value !== null));
}
