import type { Services } from "../resource";

/** A key that a job keeps in its state, for fingerprints or for prints, in hex. */
export function newKey(services: Pick<Services, "randomBytes">): string {
  return Buffer.from(services.randomBytes(32)).toString("hex");
}
