import { createHash } from "node:crypto";
import type { PlanDocument } from "./document";
import type { RefusedSets } from "./refusedSets";

/** How the name of a file with a plan ends, so that a folder may hold other files too. */
export const PLAN_FILE_END = ".plan.json";

/** A name of a file that every file system takes, and that no other resource has. */
export function planFileName({ resource: { urn, project, stack, name } }: PlanDocument): string {
  const whole = urn ?? `${project}/${stack}/${name}`;
  const hash = createHash("sha256").update(whole).digest("hex").slice(0, 12);
  const readable = [project, stack, name].map((part) => part.replace(/[^A-Za-z0-9_-]+/g, "_").slice(0, 40));
  return `${readable.filter((part) => part !== "").join(".")}.${hash}${PLAN_FILE_END}`;
}

/** The same of a file with what was wrong with the users of a program. */
export const REFUSED_SETS_FILE_END = ".refused.json";

/** Of two programs that end alike one file is enough. */
export function refusedSetsFileName({ lines }: RefusedSets): string {
  const hash = createHash("sha256").update(JSON.stringify(lines)).digest("hex").slice(0, 12);
  return `${hash}${REFUSED_SETS_FILE_END}`;
}

/** The variable that names the folder in which previews keep their documents. */
export const PLAN_DIR = "CIAM_PLAN_DIR";
