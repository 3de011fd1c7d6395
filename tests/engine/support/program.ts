import { providerLiteral, type ResourceName } from "../../../provider/engine/literal";
import { isValues, UNKNOWN, type Value, type Values } from "./state/values";

/** One resource of a program, as it is registered. */
export interface Declaration {
  readonly type: string;
  readonly name: string;
  readonly inputs: Inputs;
  /** The inputs that the class adds; a test may set the same names otherwise. */
  added(stack: string, urn: string): Inputs;
  readonly options: Options;
}

export interface Options {
  readonly ignoreChanges?: readonly string[];
  readonly additionalSecretOutputs?: readonly string[];
  readonly deleteBeforeReplace?: boolean;
  readonly replaceOnChanges?: readonly string[];
  readonly retainOnDelete?: boolean;
}

export type Program = readonly Declaration[];

/** The inputs of the program; one left `undefined` is not sent. */
export type Inputs = Readonly<Record<string, Value | undefined>>;

const ID_OF = "the id of ";

/** The id of another resource of the program: unknown in the preview that creates it. */
export function idOf(name: string): string {
  return ID_OF + name;
}

const PROJECT = "shop";

export function typeOf(name: ResourceName): string {
  return `pulumi-nodejs:dynamic/ciam:${name}`;
}

export function urnOf(stack: string, { type, name }: Pick<Declaration, "type" | "name">): string {
  return `urn:pulumi:${stack}::${PROJECT}::${type}::${name}`;
}

export function userImportJob(name: string, inputs: Inputs, options: Options = {}): Declaration {
  return {
    type: typeOf("UserImportJob"),
    name,
    inputs,
    added: (stack, urn) => ({
      owner: `${PROJECT}/${stack}/${name}`,
      __urn: urn,
      __provider: providerLiteral("UserImportJob"),
    }),
    options: { additionalSecretOutputs: ["record"], ...options },
  };
}

export function userStore(name: string, inputs: Inputs, options: Options = {}): Declaration {
  return plain("UserStore", name, inputs, options);
}

export function userGroup(name: string, inputs: Inputs, options: Options = {}): Declaration {
  return plain("UserGroup", name, inputs, options);
}

function plain(kind: ResourceName, name: string, inputs: Inputs, options: Options): Declaration {
  const added = (_stack: string, urn: string): Inputs => ({ __urn: urn, __provider: providerLiteral(kind) });
  return { type: typeOf(kind), name, inputs, added, options };
}

/** The registered inputs of a resource, in a stack of this name. */
export function registered(stack: string, declaration: Declaration): Inputs {
  return { ...declaration.added(stack, urnOf(stack, declaration)), ...declaration.inputs };
}

/** The resources that these inputs depend on. */
export function dependenciesOf(inputs: Inputs): string[] {
  const found: string[] = [];
  resolved(inputs, (name) => {
    found.push(name);
    return UNKNOWN;
  });
  return found;
}

/** The inputs as the SDK would send them: ids filled in, `undefined` left out. */
export function resolved(inputs: Inputs, idOf: (name: string) => Value): Values {
  const entries = Object.entries(inputs).flatMap(([name, input]) =>
    input === undefined ? [] : [[name, resolvedValue(input, idOf)] as const],
  );
  return Object.fromEntries(entries);
}

function resolvedValue(value: Value, idOf: (name: string) => Value): Value {
  if (typeof value === "string") return value.startsWith(ID_OF) ? idOf(value.slice(ID_OF.length)) : value;
  if (Array.isArray(value)) return value.map((member: Value) => resolvedValue(member, idOf));
  return isValues(value) ? resolved(value, idOf) : value;
}
