import { check } from "./check";
import { checkConfig, configure, diffConfig } from "./config";
import { create } from "./create";
import { remove } from "./delete";
import { diff } from "./diff";
import { getSchema } from "./getSchema";
import { invoke } from "./invoke";
import { read } from "./read";
import { attach, cancel, getPluginInfo, handshake } from "./session";
import { update } from "./update";

/** By the names of the protocol; those that are missing it does without. */
export const verbs = {
  handshake,
  attach,
  getPluginInfo,
  getSchema,
  checkConfig,
  diffConfig,
  configure,
  check,
  diff,
  create,
  read,
  update,
  delete: remove,
  invoke,
  cancel,
};
