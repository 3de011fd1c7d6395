import type { Resource, UpdateRequest, UpdateResponse } from "../resource";
import { check } from "./verbs/check";
import { diff } from "./verbs/diff";
import { read } from "./verbs/read";
import { remove } from "./verbs/remove";
import { run } from "./verbs/run";
import { withInputs, withoutInputs } from "./state/besideInputs";

/** Sets of users, kept equal to a user store by import jobs. */
export const userImportJob: Resource = {
  beside: { withInputs, withoutInputs },

  check,

  diff,

  create: (request) => run(request, undefined),

  read,

  update,

  delete: remove,
};

async function update(request: UpdateRequest): Promise<UpdateResponse> {
  const { session, state, urn } = request;
  const { outputs } = await run(request, session.recordedIn(state, urn));
  return { outputs };
}
