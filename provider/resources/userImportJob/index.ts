import type { Resource } from "../resource";
import { check } from "./check";
import { diff } from "./diff";
import { read } from "./read";
import { remove } from "./remove";
import { run } from "./run";

/** Sets of users, kept equal to a user store by import jobs. */
export const userImportJob: Resource = {
  check,

  diff,

  create: (request) => run(request, undefined),

  read,

  update: (request) => run(request, request.session.recordedIn(request.state, request.urn)),

  delete: remove,
};
