import { UsageError } from "../../../ciam/errors";
import { identify } from "../../reconcile/account";
import { groupInputs, userGroup as resource } from "../../resources/userGroup";
import { groupOutputs } from "./outputs";
import { stateOf, unknown, withDefaults, type Kind } from "./kind";

export const userGroup: Kind = {
  resource,
  given: (inputs) => inputs,
  foreseen: (inputs, before) => ({ ...withDefaults(groupInputs, inputs), ...unknown(groupOutputs, before) }),
  isKnown: ({ endpoint }) => endpoint !== undefined,
  async imported(request) {
    const [userStoreId = "", id = "", ...more] = request.id.split("/");
    if (userStoreId === "" || id === "" || more.length > 0) {
      throw new UsageError(
        `${JSON.stringify(request.id)} names no user group: the id to import is <UserStoreId>/<UserGroupId>`,
      );
    }
    const calls = await request.services.client();
    const { account, store } = await identify(calls, userStoreId);
    if (store === "absent") return undefined;
    return resource.read({ ...request, id, state: { ...stateOf(account.tenantId, calls), userStoreId } });
  },
  withoutInputs: (outputs) => outputs,
  withInputs: (outputs) => outputs,
};
