import { deleted, differing, during, noting, type Command } from "./command";
import { ignoring } from "../state/propertyPath";
import { dependenciesOf, registered, resolved, urnOf, type Declaration, type Program } from "../program";
import { ProviderError } from "../provider/providerCalls";
import { withSecretOutputs, type ResourceState } from "../state/state";
import { containsUnknowns, UNKNOWN, withSecretsOf, type Value, type Values } from "../state/values";

export interface DeploymentOptions {
  readonly stack: string;
  /** The resources to replace even if unchanged: `pulumi up --replace`. */
  readonly replace: readonly string[];
}

type CarryOut = () => Promise<void>;

/** `pulumi up`, or a preview of it: every declared resource in turn, then the undeclared ones. */
export class Deployment {
  readonly #ids = new Map<string, Value>();
  readonly #declared = new Set<string>();

  constructor(
    private readonly command: Command,
    private readonly options: DeploymentOptions,
  ) {}

  async run(program: Program): Promise<void> {
    const steps = new Map<string, Promise<boolean>>();
    for (const declaration of program) {
      const awaited = dependenciesOf(declaration.inputs).map((name) => steps.get(name) ?? Promise.resolve(true));
      if ((await Promise.all(awaited)).includes(false)) continue;
      let step: CarryOut | undefined;
      // One resource is planned after the other; what is planned goes on side by side.
      const isPlanned = await noting(this.command, declaration.name, async () => {
        step = await this.#plan(declaration);
      });
      if (!isPlanned || !step) break;
      steps.set(declaration.name, noting(this.command, declaration.name, step));
    }
    await Promise.all(steps.values());
    if (this.command.failures.length === 0) await this.#deleteOthers();
  }

  async #deleteOthers(): Promise<void> {
    const { snapshot } = this.command;
    const leaving = snapshot.state.resources.filter(({ urn, delete: waits }) => waits || !this.#declared.has(urn));
    for (const old of leaving.reverse()) await noting(this.command, old.urn, () => deleted(this.command, old));
  }

  /** Plans a resource. */
  async #plan(declaration: Declaration): Promise<CarryOut> {
    const { name, options } = declaration;
    const urn = urnOf(this.options.stack, declaration);
    this.#declared.add(urn);
    const goal = resolved(
      registered(this.options.stack, declaration),
      (other) => this.#ids.get(other) ?? missing(name, other),
    );
    const old = this.command.snapshot.current(urn);
    if (!old) return this.#creation(declaration, urn, await this.#check(name, urn, {}, goal), undefined);

    this.#ids.set(name, old.id);
    const isTarget = this.options.replace.includes(name);
    const olds = isTarget ? {} : old.inputs;
    const news = isTarget ? goal : ignoring(goal, old.inputs, options.ignoreChanges ?? []);
    const inputs = await this.#check(name, urn, olds, news);
    const found = isTarget
      ? { changes: true, diff: {}, replaces: ["id"], deleteBeforeReplace: false }
      : await differing(this.command, old, inputs, options.ignoreChanges ?? []);
    const failedBefore = old.initErrors.length > 0;
    const replacesFailed = failedBefore && (options.replaceOnChanges ?? []).includes("#initerror");
    if (replacesFailed || old.pendingReplacement || (found.changes && found.replaces.length > 0)) {
      // A new resource has no use for the old one's carried properties.
      const anew = isTarget ? inputs : await this.#check(name, urn, {}, goal);
      const isDeletedFirst = options.deleteBeforeReplace ?? found.deleteBeforeReplace;
      this.command.steps.push({ op: "replace", name, diff: found.diff });
      return this.#replacement(declaration, old, anew, isDeletedFirst);
    }
    if (found.changes || failedBefore) {
      this.command.steps.push({ op: "update", name, diff: found.diff });
      return () => this.#update(declaration, old, inputs);
    }
    this.command.steps.push({ op: "same", name, diff: {} });
    // New inputs, new options, and the outputs as they were.
    this.command.snapshot.change(old, { ...stateOf(declaration, urn, old.id, inputs, {}, []), outputs: old.outputs });
    return () => Promise.resolve();
  }

  async #check(name: string, urn: string, olds: Values, news: Values): Promise<Values> {
    const { inputs, failures } = await this.command.calls.check(urn, olds, news);
    if (failures.length > 0) {
      throw new ProviderError(
        failures
          // The engine prints a named property with its value; without one it names the resource.
          .map(
            ({ property, reason }) => `${property === "" ? `resource '${name}'` : property} has a problem: ${reason}`,
          )
          .join("\n"),
      );
    }
    const checked = withSecretsOf(inputs, news);
    if (!this.command.isPreview && containsUnknowns(checked)) throw new Error(`${name}: an unknown outside a preview`);
    return checked;
  }

  #creation(declaration: Declaration, urn: string, inputs: Values, replaced: ResourceState | undefined): CarryOut {
    const { name } = declaration;
    if (!replaced) this.command.steps.push({ op: "create", name, diff: {} });
    if (this.command.isPreview) {
      this.#ids.set(name, UNKNOWN);
      return () => Promise.resolve();
    }
    return async () => {
      const { calls, snapshot } = this.command;
      const keep = (id: string, outputs: Values, initErrors: readonly string[]) => {
        snapshot.add(stateOf(declaration, urn, id, inputs, outputs, initErrors));
        if (replaced?.pendingReplacement) snapshot.remove(replaced);
        else if (replaced) snapshot.change(replaced, { ...replaced, delete: true });
        this.#ids.set(name, id);
      };
      try {
        const made = await during(this.command, { urn, type: "creating" }, () => calls.create(urn, inputs));
        if (made.id === "") throw new ProviderError("provider did not return an ID from Create");
        keep(made.id, made.outputs, []);
      } catch (error) {
        // Without an id the engine has nothing to keep.
        if (error instanceof ProviderError && error.partial && error.partial.id !== "") {
          keep(error.partial.id, error.partial.outputs, error.partial.reasons);
        }
        throw error;
      }
    };
  }

  #replacement(declaration: Declaration, old: ResourceState, inputs: Values, isDeletedFirst: boolean): CarryOut {
    return async () => {
      const { calls, snapshot, isPreview } = this.command;
      let replaced = old;
      if (isDeletedFirst && !isPreview && !old.pendingReplacement) {
        if (!old.retainOnDelete) {
          const { urn, id, outputs } = old;
          await during(this.command, { urn, type: "deleting" }, () => calls.delete(urn, id, outputs));
        }
        replaced = { ...old, pendingReplacement: true };
        snapshot.change(old, replaced);
      }
      await this.#creation(declaration, old.urn, inputs, replaced)();
    };
  }

  async #update(declaration: Declaration, old: ResourceState, inputs: Values): Promise<void> {
    const { calls, snapshot, isPreview } = this.command;
    if (isPreview) return;
    const { urn, id } = old;
    const now = (outputs: Values, reasons: readonly string[], kept: Values) =>
      stateOf(declaration, urn, id, kept, outputs, reasons, inputs);
    try {
      const operation = { urn, type: "updating" } as const;
      const outputs = await during(this.command, operation, () => calls.update(urn, id, old.outputs, inputs));
      snapshot.change(old, now(outputs, [], inputs));
    } catch (error) {
      // The existing resource was not made with the new inputs, so the old ones stay, with the new outputs.
      if (error instanceof ProviderError && error.partial) {
        snapshot.change(old, now(error.partial.outputs, error.partial.reasons, old.inputs));
      }
      throw error;
    }
  }
}

function stateOf(
  { type, options }: Declaration,
  urn: string,
  id: string,
  inputs: Values,
  outputs: Values,
  initErrors: readonly string[],
  sent = inputs,
): ResourceState {
  const { ignoreChanges = [], additionalSecretOutputs = [], retainOnDelete = false } = options;
  return {
    urn,
    type,
    id,
    inputs,
    outputs: withSecretOutputs(withSecretsOf(outputs, sent), inputs, additionalSecretOutputs),
    initErrors,
    retainOnDelete,
    ignoreChanges,
    additionalSecretOutputs,
    delete: false,
    pendingReplacement: false,
  };
}

function missing(name: string, other: string): never {
  throw new Error(`${name} needs ${other}, which the program does not declare before it`);
}
