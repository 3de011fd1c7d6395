import { createHmac } from "node:crypto";
import stringify from "safe-stable-stringify";
import type { Props } from "../resource";

/** What is remembered of all that a program declared, failed users included: enough to see whether it is the same again. */
export function declarationMark(inputs: Props, key: string): string {
  return createHmac("sha256", Buffer.from(key, "hex")).update(stringify(inputs)).digest("hex").slice(0, 32);
}
