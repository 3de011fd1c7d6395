import type { Resource } from "../resource";
import { check } from "./check";
import { diff } from "./diff";
import { read } from "./read";
import { decodeRecord } from "./state/record";
import { remove } from "./remove";
import { run } from "./run";

/** Sets of users, kept equal to a user store by import jobs. */
export const userImportJob: Resource = {
  check,

  diff,

  create: (inputs, services) => run(inputs, undefined, services),

  read,

  async update(_id, olds, news, services) {
    const { outs } = await run(news, decodeRecord(olds), services);
    return { outs };
  },

  delete: remove,
};
