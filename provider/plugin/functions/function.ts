import type { z } from "zod";
import type { Calls } from "../../reconcile/run";
import type { Props } from "../../resources/resource";
import { wrongInputs } from "../../resources/issues";

/** A look-up that programs of all languages can ask for. */
export interface PluginFunction {
  readonly description: string;
  /** What it is asked with, described. */
  readonly inputs: z.ZodObject;
  /** What it answers, described. */
  readonly outputs: z.ZodObject;
  /** What is wrong with what it is asked with, or the answer. */
  ask(given: Props, calls: () => Promise<Calls>): Promise<{ failures: readonly string[] } | { answer: Props }>;
}

interface Described<Inputs extends z.ZodObject, Outputs extends z.ZodObject> {
  readonly name: string;
  readonly description: string;
  readonly inputs: Inputs;
  readonly outputs: Outputs;
  readonly answer: (
    calls: Calls,
    args: z.output<Inputs>,
  ) => Promise<Readonly<Record<keyof z.output<Outputs>, unknown>>>;
}

/** A function that checks what it is asked with before it asks anybody. */
export function pluginFunction<Inputs extends z.ZodObject, Outputs extends z.ZodObject>({
  name,
  description,
  inputs,
  outputs,
  answer,
}: Described<Inputs, Outputs>): PluginFunction {
  return {
    description,
    inputs,
    outputs,
    async ask(props, calls) {
      const given = Object.fromEntries(Object.entries(props).filter(([, value]) => value !== null));
      const { success, data, error } = inputs.safeParse(given);
      if (success) return { answer: await answer(await calls(), data) };
      const about = { type: name, names: Object.keys(inputs.shape), schema: inputs, given };
      const wrong = error.issues.flatMap((issue) => wrongInputs(issue, about));
      return { failures: wrong.map(({ path, rule }) => `${path}: ${rule}`) };
    },
  };
}
