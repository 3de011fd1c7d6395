import { z } from "zod";

/** The names that an object of this schema may have at a path; empty if it has no fixed names. */
export function memberNames(schema: z.core.$ZodType, path: readonly PropertyKey[]): string[] {
  const found = path.reduce<z.core.$ZodType | undefined>(step, schema);
  const object = found && unwrapped(found);
  return object instanceof z.ZodObject ? Object.keys(object.shape) : [];
}

function step(schema: z.core.$ZodType | undefined, name: PropertyKey): z.core.$ZodType | undefined {
  const inner = schema && unwrapped(schema);
  // The shape of an object of unknown type is a record of schemas.
  if (inner instanceof z.ZodObject) return (inner.shape as Record<PropertyKey, z.core.$ZodType | undefined>)[name];
  return inner instanceof z.ZodArray ? inner.element : undefined;
}

const wrappers = [z.ZodDefault, z.ZodPrefault, z.ZodOptional, z.ZodExactOptional] as const;

function unwrapped(schema: z.core.$ZodType): z.core.$ZodType {
  for (const wrapper of wrappers) if (schema instanceof wrapper) return unwrapped(schema.unwrap());
  return schema;
}

/** The value at a path. */
export function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, name) =>
      typeof at === "object" && at !== null && Object.hasOwn(at, name)
        ? (at as Readonly<Record<PropertyKey, unknown>>)[name]
        : undefined,
    value,
  );
}
