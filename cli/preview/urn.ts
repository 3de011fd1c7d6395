import { parseUrn } from "../../provider/planDocument/urn";

export const USER_IMPORT_JOB = "pulumi-nodejs:dynamic/ciam:UserImportJob";
export const USER_STORE = "pulumi-nodejs:dynamic/ciam:UserStore";
export const USER_GROUP = "pulumi-nodejs:dynamic/ciam:UserGroup";

const kinds: ReadonlyMap<string, "job" | "store" | "group"> = new Map([
  [USER_IMPORT_JOB, "job"],
  [USER_STORE, "store"],
  [USER_GROUP, "group"],
  ["ciam:index:UserImportJob", "job"],
  ["ciam:index:UserStore", "store"],
  ["ciam:index:UserGroup", "group"],
]);

/** The kind of our resource that a urn names, of the dynamic provider or of the plugin; undefined for any other. */
export function kindOf(urn: string): "job" | "store" | "group" | undefined {
  return kinds.get(parseUrn(urn).type);
}
