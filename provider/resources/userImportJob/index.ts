import type { Resource, UpdateRequest, UpdateResponse } from "../resource";
import { check } from "./check";
import { diff } from "./diff";
import { read } from "./read";
import { remove } from "./remove";
import { run } from "./run";
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
