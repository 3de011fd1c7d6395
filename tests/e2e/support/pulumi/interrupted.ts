import { setTimeout as pause } from "node:timers/promises";
import type { Cloud } from "../service/cloud";
import { familyOf, killAll } from "./processes";
import type { Project } from "./project";

const LOOK_EVERY_MS = 20;
const PATIENCE_MS = 30_000;

/** Waits for what another process does. */
export async function until(happened: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await happened())) {
    if (Date.now() > deadline) throw new Error(`it did not happen within ${String(PATIENCE_MS)} ms`);
    await pause(LOOK_EVERY_MS);
  }
}

/** What was left of a `pulumi up`. */
export interface Interrupted {
  /** Those of its processes that were not killed with it. */
  readonly survivors: readonly number[];
}

/**
 * A `pulumi up` that is killed (SIGKILL) once the service has accepted an import job of it; its answer may be on the way
 * still. Jobs of the service have to take longer than that, or the run would be at its end before anybody looks.
 */
export async function killedOnceAccepted(
  project: Project,
  cloud: Cloud,
  who: "with its provider" | "while its provider lives on",
): Promise<Interrupted> {
  await cloud.admin("DELETE", "/calls");
  const run = project.begin("up", "--yes", "--skip-preview");
  await until(async () => {
    if (run.child.exitCode !== null) throw new Error(`it ended by itself:\n${(await run.ended).screen}`);
    return (await cloud.calls()).some(({ action, outcome }) => action === "CreateApiImportUserJob" && outcome === "OK");
  });
  const family = run.child.pid === undefined ? [] : familyOf(run.child.pid);
  const killed = who === "with its provider" ? family : family.slice(0, 1);
  killAll(killed);
  await run.ended;
  await project.run("cancel", "--yes");
  return { survivors: family.slice(killed.length) };
}
