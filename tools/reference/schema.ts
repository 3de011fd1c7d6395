import { z } from "zod";

type Type = "string" | "number" | "integer" | "boolean" | "array" | "object";

/** A described schema as JSON Schema has it, with what ours say besides. */
export interface Schema {
  readonly type?: Type;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly string[];
  /** What the words of `enum` are called in the SDKs, where they cannot be called as they are. */
  readonly names?: readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | false;
  /** The name of the type in TypeScript. */
  readonly alias?: string;
  /** What that type is, where the description is that of a property of it. */
  readonly about?: string;
  /** The type of the input in TypeScript, where a program may write more than others can. */
  readonly typescript?: string;
  /** Whether it is a secret, whatever its value. */
  readonly secret?: boolean;
  /** The part of a page that tells more. */
  readonly page?: string;
}

/** The schema of what a program writes: before defaults are filled in and texts are read. */
export function schemaOf(schema: z.ZodType): Schema {
  return z.toJSONSchema(schema, { io: "input" }) as Schema;
}

export interface Property {
  readonly name: string;
  /** Of its values besides null. */
  readonly schema: Schema;
  readonly isRequired: boolean;
  /** Whether null stands for a value that is not there. */
  readonly isNullable: boolean;
}

export function propertiesOf({ properties = {}, required = [] }: Schema): Property[] {
  return Object.entries(properties).map(([name, given]) => {
    // JSON Schema has a list of types where null is one of them; nothing else of ours makes one.
    const type = given.type as Type | readonly [Type, "null"] | undefined;
    const isNullable = typeof type === "object";
    const schema = isNullable ? { ...given, type: type[0] } : given;
    return { name, schema, isRequired: required.includes(name), isNullable };
  });
}

/** The default as a program would write it; of an object whose members have defaults, all of them. */
export function defaultOf(schema: Schema): string | undefined {
  const members = propertiesOf(schema).flatMap(({ name, schema: member }) => {
    const value = defaultOf(member);
    return value === undefined ? [] : [`${name}: ${value}`];
  });
  if (members.length > 0) return `{ ${members.join(", ")} }`;
  return schema.default === undefined ? undefined : JSON.stringify(schema.default);
}
