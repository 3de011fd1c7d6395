import { Hidden, isValues, secret, type Value, type Values } from "./values";

/** A resource as the engine records it. */
export interface ResourceState {
  readonly urn: string;
  readonly type: string;
  readonly id: string;
  readonly inputs: Values;
  readonly outputs: Values;
  readonly initErrors: readonly string[];
  readonly retainOnDelete: boolean;
  readonly ignoreChanges: readonly string[];
  readonly additionalSecretOutputs: readonly string[];
  /** Its replacement exists; it waits for its own deletion. */
  readonly delete: boolean;
  /** It was deleted before its replacement was created. */
  readonly pendingReplacement: boolean;
}

export interface PendingOperation {
  readonly urn: string;
  readonly type: "creating" | "updating" | "deleting";
}

export interface StackState {
  /** The configuration of the provider's last run: refresh and destroy without the program use it. */
  readonly config: Values;
  readonly resources: readonly ResourceState[];
  readonly pendingOperations: readonly PendingOperation[];
}

export const EMPTY: StackState = { config: {}, resources: [], pendingOperations: [] };

/** Marks outputs as secret if the program asked for it, or if the input of the same name is one. */
export function withSecretOutputs(outputs: Values, inputs: Values, named: readonly string[]): Values {
  return Object.fromEntries(
    Object.entries(outputs).map(([name, value]) => {
      const isSecret = named.includes(name) || inputs[name] instanceof Hidden;
      return [name, isSecret && !(value instanceof Hidden) ? secret(value) : value];
    }),
  );
}

/** A nested value, by names; undefined if there is none. */
export function at(values: Values, ...names: readonly string[]): Value | undefined {
  return names.reduce<Value | undefined>((value, name) => (isValues(value) ? value[name] : undefined), values);
}
