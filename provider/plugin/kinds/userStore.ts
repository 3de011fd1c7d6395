import { identify } from "../../reconcile/beforeWriting/account";
import { storeInputs, storeOutputs, userStore as resource } from "../../resources/userStore";
import { stateOf, unknown, withDefaults, type Kind } from "./kind";

export const userStore: Kind = {
  resource,
  given: (inputs) => inputs,
  foreseen: (inputs, before) => ({ ...withDefaults(storeInputs, inputs), ...unknown(storeOutputs, before) }),
  isKnown: ({ endpoint }) => endpoint !== undefined,
  async imported(request) {
    const calls = await request.services.client();
    const { account, store } = await identify(calls, request.id);
    if (store === "absent") return undefined;
    return resource.read({ ...request, state: stateOf(account.tenantId, calls) });
  },
};
