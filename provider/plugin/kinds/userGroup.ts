import { UsageError } from "../../../ciam/errors";
import { identify } from "../../reconcile/beforeWriting/account";
import { groupInputs, groupOutputs, userGroup as resource } from "../../resources/userGroup";
import { stateOf, unknown, withDefaults, type ImportRequest, type Kind } from "./kind";

export const userGroup: Kind = {
  resource,
  given: (inputs) => inputs,
  foreseen: (inputs, before) => ({ ...withDefaults(groupInputs, inputs), ...unknown(groupOutputs, before) }),
  isKnown: ({ endpoint }) => endpoint !== undefined,
  async imported(request) {
    const { userStoreId, id } = partsOf(request);
    const calls = await request.services.client();
    const { account, store } = await identify(calls, userStoreId);
    if (store === "absent") return undefined;
    return resource.read({ ...request, id, state: { ...stateOf(account.tenantId, calls), userStoreId } });
  },
};

/** A group's own id does not tell its store, which a program that reads it can give and `pulumi import` cannot. */
function partsOf({ id, given }: ImportRequest): { userStoreId: string; id: string } {
  const [first = "", second, ...more] = id.split("/");
  if (second !== undefined && second !== "" && first !== "" && more.length === 0)
    return { userStoreId: first, id: second };
  if (second === undefined && typeof given.userStoreId === "string") return { userStoreId: given.userStoreId, id };
  throw new UsageError(
    `${JSON.stringify(id)} names no user group: the id to import is <UserStoreId>/<UserGroupId>, and a program that reads one gives its id and, as its state, userStoreId`,
  );
}
