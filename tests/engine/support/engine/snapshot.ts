import type { PendingOperation, ResourceState, StackState } from "../state/state";

/**
 * The state while a command changes it. It is written step by step, like the engine's checkpoint, so an engine that
 * dies leaves the truth of that moment.
 */
export class Snapshot {
  #resources: readonly ResourceState[];
  #pending: readonly PendingOperation[];
  #isFrozen = false;

  constructor(
    before: StackState,
    private readonly config: StackState["config"],
  ) {
    this.#resources = before.resources;
    // Only an interrupted creation is kept: nobody can know whether it made something.
    this.#pending = before.pendingOperations.filter(({ type }) => type === "creating");
  }

  get state(): StackState {
    return { config: this.config, resources: this.#resources, pendingOperations: this.#pending };
  }

  /** The active resource of this urn. */
  current(urn: string): ResourceState | undefined {
    return this.#resources.find((resource) => resource.urn === urn && !resource.delete);
  }

  /** The engine is dead: nothing is written any more. */
  freeze(): void {
    this.#isFrozen = true;
  }

  begin(operation: PendingOperation): void {
    if (!this.#isFrozen) this.#pending = [...this.#pending, operation];
  }

  end(operation: PendingOperation): void {
    if (!this.#isFrozen) this.#pending = this.#pending.filter((pending) => pending !== operation);
  }

  add(resource: ResourceState): void {
    if (!this.#isFrozen) this.#resources = [...this.#resources, resource];
  }

  change(old: ResourceState, now: ResourceState): void {
    if (!this.#isFrozen) this.#resources = this.#resources.map((resource) => (resource === old ? now : resource));
  }

  remove(old: ResourceState): void {
    if (!this.#isFrozen) this.#resources = this.#resources.filter((resource) => resource !== old);
  }
}
