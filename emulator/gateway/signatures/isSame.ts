import { timingSafeEqual } from "node:crypto";

/** Compares two signatures without telling by its time where they differ. */
export function isSame(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
