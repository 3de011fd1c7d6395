import type { Props, Resource, Services } from "../resource";
import { check } from "./check";
import { diff } from "./diff";
import { read } from "./read";
import { decodeRecord, type JobRecord } from "./record";
import { remove } from "./remove";
import { takeFromPredecessor } from "./replacement";
import { run } from "./run";

/** Sets of users, kept equal to a user store by import jobs. */
export const userImportJob: Resource = {
  check,

  diff,

  create: (inputs, services) => run(inputs, replaced(inputs, services), services, "create"),

  read,

  async update(_id, olds, news, services) {
    const { outs } = await run(news, decodeRecord(olds), services, "update");
    return { outs };
  },

  delete: remove,
};

/** The record of the resource that was deleted a moment ago to make room for this one. */
function replaced({ owner }: Props, services: Services): JobRecord | undefined {
  const props = typeof owner === "string" ? takeFromPredecessor(services, owner) : undefined;
  return props && decodeRecord(props);
}
