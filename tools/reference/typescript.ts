import { defaultOf, propertiesOf, type Property, type Schema } from "./schema";

const WIDTH = 118;

/** An interface of plain values, and the types of its members that have a name of their own. */
export function plainInterfaces(name: string, schema: Schema, doc: string, more: (field: string) => string): string {
  const body = members(schema, plainType, more);
  return [namedTypes(schema), `${comment(doc)}export interface ${name} ${body}`]
    .filter((text) => text !== "")
    .join("\n\n");
}

/** The types within an object, at any depth, that have a name. */
export function namedTypes(schema: Schema): string {
  const named = new Map<string, string>();
  const collect = (schema: Schema): void => {
    for (const { schema: member } of propertiesOf(schema)) collect(member);
    if (schema.items) collect(schema.items);
    if (schema.alias === undefined || named.has(schema.alias)) return;
    const { alias, ...itself } = schema;
    const doc = comment(itself.about ?? itself.description ?? "");
    named.set(
      alias,
      itself.properties
        ? `${doc}export interface ${alias} ${members(itself, plainType)}`
        : `${doc}export type ${alias} = ${plainType(itself)};`,
    );
  };
  collect(schema);
  return [...named.values()].join("\n\n");
}

/** The interface of a resource's inputs: each may be an output. */
export function inputInterface(name: string, schema: Schema, doc: string): string {
  return `${comment(doc)}export interface ${name} ${members(schema, inputType)}`;
}

function members(
  schema: Schema,
  typeOf: (schema: Schema) => string,
  more: (name: string) => string = () => "",
): string {
  const lines = propertiesOf(schema).map((property) => {
    const { name, schema: member, isRequired, isNullable } = property;
    return `${comment(docOf(property, more(name)))}${name}${isRequired ? "" : "?"}: ${typeOf(member)}${isNullable ? " | null" : ""};`;
  });
  return `{\n${lines.join("\n\n")}\n}`;
}

function docOf({ schema }: Property, more: string): string {
  const value = defaultOf(schema);
  const isTold = value !== undefined && value !== "[]" && value !== "{}" && value !== '""';
  const none = value !== undefined && !isTold ? "Default: none." : "";
  return [schema.description ?? "", more, isTold ? `Default: \`${value}\`.` : none]
    .filter((part) => part !== "")
    .join(" ");
}

/** In one line if there is room, else in lines of even width. */
function comment(text: string): string {
  if (text === "") return "";
  if (text.length <= WIDTH - 8) return `/** ${text} */\n`;
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > WIDTH - 6) {
      lines.push(line);
      line = "";
    }
    line = line === "" ? word : `${line} ${word}`;
  }
  return `/**\n${[...lines, line].map((each) => ` * ${each}`).join("\n")}\n */\n`;
}

function plainType(schema: Schema): string {
  return typeIn(schema, plainType);
}

/** Every value, at every depth, may be one that is known later. */
function inputType(schema: Schema): string {
  return schema.typescript ?? `pulumi.Input<${typeIn(schema, inputType)}>`;
}

/** @param typeOf the type of what is inside */
function typeIn(schema: Schema, typeOf: (schema: Schema) => string): string {
  if (schema.alias !== undefined) return schema.alias;
  if (schema.enum) return schema.enum.map((word) => JSON.stringify(word)).join(" | ");
  if (schema.anyOf) return schema.anyOf.map((one) => typeIn(one, typeOf)).join(" | ");
  switch (schema.type) {
    case "array":
      return `${inBrackets(typeOf(schema.items ?? {}))}[]`;
    case "object":
      if (schema.properties) return members(schema, typeOf);
      return `Record<string, ${typeOf(schema.additionalProperties === false ? {} : (schema.additionalProperties ?? {}))}>`;
    case "integer":
    case "number":
      return "number";
    case "string":
    case "boolean":
      return schema.type;
    default:
      return "unknown";
  }
}

function inBrackets(type: string): string {
  return type.includes(" | ") && !type.endsWith(">") ? `(${type})` : type;
}
