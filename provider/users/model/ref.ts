import { compareText } from "../../../text/values";

/** The name of a declared user: the set it is in and its key there. Never sent to CIAM. */
export interface UserRef {
  readonly set: string;
  readonly key: string;
}

/** One string for maps; a NUL can be in neither part. */
export function refId(ref: UserRef): string {
  return `${ref.set}\0${ref.key}`;
}

/** The name of a user on screens: `staff/alice`. */
export function showRef(ref: UserRef): string {
  return `${ref.set}/${ref.key}`;
}

export function compareRefs(a: UserRef, b: UserRef): number {
  return compareText(a.set, b.set) || compareText(a.key, b.key);
}
