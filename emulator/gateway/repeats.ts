import { createHash } from "node:crypto";
import { ApiError } from "../service/apiError";
import type { Services } from "../service/services";

/** The last time of each import, by its content; kept only if the switch asks for it. */
const recent = new WeakMap<Services, Map<string, number>>();

/** Refuses an import that was sent a moment ago, if the service is configured to. */
export function requireNew(services: Services, request: object): void {
  const { repeatedImportMs } = services.config();
  if (repeatedImportMs === 0) return;
  const now = services.clock.now();
  const known = [...(recent.get(services) ?? [])].filter(([, at]) => at > now - repeatedImportMs);
  const imports = new Map(known);
  const print = createHash("sha256").update(JSON.stringify(request)).digest("hex");
  if (imports.has(print)) throw new ApiError("RequestLimitExceeded.RepeatRequest");
  recent.set(services, imports.set(print, now));
}
