import type { Props, Resource } from "../resource";
import { UNKNOWN } from "../../users/parse";
import { check } from "./check";
import { read } from "./read";
import { decodeRecord } from "./record";
import { remove } from "./remove";
import { run } from "./run";

/** Sets of users, kept equal to a user store by import jobs. */
export const userImportJob: Resource = {
  check,

  /**
   * Says nothing about changed inputs, so that the engine compares them itself and shows user by user what changes.
   * It is not asked on create, and refresh asks with the arguments turned round: so only another store counts.
   */
  diff(_id: string, olds: Props, news: Props) {
    const store = news.userStoreId;
    const moved = olds.userStoreId !== undefined && store !== UNKNOWN && store !== olds.userStoreId;
    return moved || store === UNKNOWN ? { replaces: ["userStoreId"] } : {};
  },

  create: (inputs, services) => run(inputs, undefined, services),

  read,

  async update(_id, olds, news, services) {
    const { outs } = await run(news, decodeRecord(olds), services);
    return { outs };
  },

  delete: remove,
};
