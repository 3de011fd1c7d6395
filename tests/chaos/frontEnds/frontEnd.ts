import { inspect } from "node:util";
import { specialSigKey } from "@pulumi/pulumi/runtime/rpc";
import type { EngineFailure } from "../../../provider/dynamic/failure";
import type { DiffResponse, Services } from "../../../provider/resources/resource";
import type { Values } from "../engine/act";

/** A resource of the state, as a verb is told of it. */
interface Known {
  readonly urn: string;
  readonly id: string;
  readonly inputs: Values;
  readonly outputs: Values;
}

/**
 * The verbs of one process, as the engine calls them. They fail with an `EngineFailure`. What they answer has the
 * engine's marks of secrets in it.
 */
export interface Verbs {
  check(urn: string, olds: Values, news: Values): Promise<{ inputs: object; failures: readonly { reason: string }[] }>;
  diff(old: Known, news: Values): Promise<DiffResponse>;
  create(urn: string, news: Values): Promise<{ id: string; outs: object }>;
  read(old: Known): Promise<{ id?: string; props?: object; inputs?: object }>;
  update(old: Known, news: Values): Promise<{ outs: object }>;
  delete(old: Known): Promise<void>;
  /** What a preview asks besides `check` and `diff`, for a resource that would be created or updated. */
  foresee(urn: string, old: Known | undefined, news: Values): Promise<void>;
  /** Somebody has pressed Ctrl-C. */
  cancel(): void;
}

/** Gets everything legible: values kept without a secret's mark, and every error as it may be printed. */
export type Witness = (text: string) => void;

interface Begun {
  readonly services: Services;
  readonly witness: Witness;
  /** Whether previews ask the store, where a front end can. */
  readonly isLive: boolean;
}

/** One of the ways in which Pulumi's engine reaches the resources. */
export interface FrontEnd {
  readonly name: "dynamic" | "plugin";
  /** The type of an import job in its urn. */
  readonly type: string;
  /** Begins a process. */
  begin(begun: Begun): Promise<Verbs>;
}

/** What a verb answers, seen by the witness. */
export async function seen<T>(answer: Promise<T>, witness: Witness): Promise<T> {
  try {
    const value = await answer;
    witness(legible(value));
    return value;
  } catch (error) {
    // The verbs throw nothing else.
    const { stack = "", message } = error as EngineFailure;
    for (const text of [stack, message, inspect(error, { depth: Infinity }), legible(error)]) witness(text);
    throw error;
  }
}

/** In the form of a state file: secrets are cipher text there. */
function legible(value: unknown): string {
  return JSON.stringify(value ?? null, (_, member: unknown) => (isSecret(member) ? "[secret]" : member));
}

function isSecret(value: unknown): boolean {
  return value !== null && typeof value === "object" && specialSigKey in value;
}
