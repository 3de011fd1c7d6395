import { UsageError } from "../../../ciam/errors";
import { suggestion } from "../../../text/suggest";
import { parseUrn } from "../../planDocument/urn";
import type { Kind } from "./kind";
import { userGroup } from "./userGroup";
import { userImportJob } from "./userImportJob";
import { userStore } from "./userStore";

const kinds: ReadonlyMap<string, Kind> = new Map([
  ["ciam:index:UserImportJob", userImportJob],
  ["ciam:index:UserStore", userStore],
  ["ciam:index:UserGroup", userGroup],
]);

/** The kind of the resource with this urn. */
export function kindOf(urn: string): Kind {
  const { type } = parseUrn(urn);
  const kind = kinds.get(type);
  if (kind) return kind;
  throw new UsageError(
    `${JSON.stringify(type)} is no resource of this plugin${suggestion(type, [...kinds.keys()])}: it has ${[...kinds.keys()].join(", ")}`,
  );
}
