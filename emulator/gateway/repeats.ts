import { createHash } from "node:crypto";
import { ApiError } from "../service/apiError";
import type { EmulatorConfig } from "../service/config";

/** The last time of each import, by its content; kept only if the switch asks for it. */
export class RepeatedImports {
  #recent = new Map<string, number>();

  /** Refuses an import that was sent a moment ago, if the service is configured to. */
  requireNew(request: object, now: number, { repeatedImportMs }: Pick<EmulatorConfig, "repeatedImportMs">): void {
    if (repeatedImportMs === 0) return;
    const imports = new Map([...this.#recent].filter(([, at]) => at > now - repeatedImportMs));
    const print = createHash("sha256").update(JSON.stringify(request)).digest("hex");
    if (imports.has(print)) throw new ApiError("RequestLimitExceeded.RepeatRequest");
    this.#recent = imports.set(print, now);
  }
}
