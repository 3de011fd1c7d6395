import type { Failure, Step } from "./outcome";
import { ignoring } from "../state/propertyPath";
import { diffOf, type DetailedDiff } from "../state/propertyDiff";
import { ProviderError, type ProviderCalls } from "../provider/providerCalls";
import type { Snapshot } from "./snapshot";
import type { PendingOperation, ResourceState } from "../state/state";
import type { Values } from "../state/values";

/** The stack of a command, and its notes. */
export interface Command {
  readonly calls: ProviderCalls;
  readonly snapshot: Snapshot;
  readonly isPreview: boolean;
  readonly steps: Step[];
  readonly failures: Failure[];
}

export interface Differing {
  readonly changes: boolean;
  readonly diff: DetailedDiff;
  readonly replaces: readonly string[];
  readonly deleteBeforeReplace: boolean;
}

/** Asks the provider; if it has no answer, the engine compares the inputs itself. */
export async function differing(
  { calls }: Command,
  old: Pick<ResourceState, "urn" | "id" | "inputs" | "outputs">,
  news: Values,
  ignoreChanges: readonly string[],
): Promise<Differing> {
  const said = await calls.diff(old.urn, old.id, old.outputs, news);
  const diff = said.changes === "unknown" ? diffOf(old.inputs, ignoring(news, old.inputs, ignoreChanges)) : {};
  return { ...said, changes: said.changes === "some" || Object.keys(diff).length > 0, diff };
}

/** Removes a resource for good. */
export async function deleted(command: Command, old: ResourceState): Promise<void> {
  const { calls, snapshot, isPreview, steps } = command;
  steps.push({ op: "delete", name: nameOf(old.urn), diff: {} });
  if (isPreview) return;
  if (!old.retainOnDelete && !old.pendingReplacement) {
    await during(command, { urn: old.urn, type: "deleting" }, () => calls.delete(old.urn, old.id, old.outputs));
  }
  snapshot.remove(old);
}

/** Keeps the checkpoint saying that this is going on. */
export async function during<T>(
  { snapshot }: Command,
  operation: PendingOperation,
  work: () => Promise<T>,
): Promise<T> {
  snapshot.begin(operation);
  try {
    return await work();
  } finally {
    snapshot.end(operation);
  }
}

/** Does a step; a failure of the provider is noted on the resource's row. Returns true if all went well. */
export async function noting({ failures }: Command, name: string, step: () => Promise<void>): Promise<boolean> {
  try {
    await step();
    return true;
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    failures.push({ name, message: error.message, reasons: error.partial?.reasons ?? [] });
    return false;
  }
}

export function nameOf(urn: string): string {
  return urn.slice(urn.lastIndexOf("::") + 2);
}
