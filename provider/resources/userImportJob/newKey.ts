import { hkdfSync } from "node:crypto";
import type { Services } from "../resource";

const KEY_BYTES = 32;

/** A key that a job keeps in its state, for fingerprints or for prints, in hex. */
export function newKey(services: Pick<Services, "randomBytes">): string {
  return Buffer.from(services.randomBytes(KEY_BYTES)).toString("hex");
}

/** The same key for the same seed, and another one for another purpose. */
export function keyFrom(seed: Uint8Array, purpose: string): string {
  return Buffer.from(hkdfSync("sha256", seed, "", purpose, KEY_BYTES)).toString("hex");
}
