import type { Props, Resource } from "../resource";
import { UNKNOWN } from "../../users/parse";
import { check } from "./check";
import { Marks } from "./marks";
import { read } from "./read";
import { decodeRecord } from "./record";
import { remove } from "./remove";
import { run } from "./run";

/**
 * Users whom the last run could not bring to their declaration, and a program that still declares the same. With
 * `failurePolicy: "warn"` nothing else would remind the engine of them. Where the inputs changed, saying "changes" would
 * only hide which. A refresh counts nobody as failed.
 */
function isToBeTriedAgain(olds: Props, news: Props): boolean {
  const failed = olds.failedUsers as { count?: unknown } | undefined;
  if (typeof failed?.count !== "number" || failed.count === 0) return false;
  const { declared, credentialKey } = decodeRecord(olds);
  return declared !== undefined && declared === new Marks(credentialKey).declaration(news);
}

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
    if (moved || store === UNKNOWN) return { replaces: ["userStoreId"] };
    return isToBeTriedAgain(olds, news) ? { changes: true } : {};
  },

  create: (inputs, services) => run(inputs, undefined, services),

  read,

  async update(_id, olds, news, services) {
    const { outs } = await run(news, decodeRecord(olds), services);
    return { outs };
  },

  delete: remove,
};
