import { defaultOf, propertiesOf, type Property, type Schema } from "./schema";

/** One resource: its heading, what it is, and its inputs. */
export interface Section {
  readonly name: string;
  readonly about: string;
  readonly schema: Schema;
  /** What is to be said of an input besides its description. */
  readonly more?: (name: string) => string;
}

/** A page of Markdown with every input of these, its type, its default and what it is for. */
export function referencePage(sections: readonly Section[]): string {
  return [
    "# Reference",
    "<!-- Written by `make reference` from the schemas that check the inputs: change those. -->",
    "All inputs, with their type, their default, and what a change of them does. Where there is no default, an input that is left out has no effect.",
    ...sections.flatMap(({ name, about, schema, more }) => [
      `## ${name}`,
      about,
      ...propertiesOf(schema).map((property) => entry(property, more?.(property.name) ?? "")),
    ]),
  ].join("\n\n");
}

function entry({ name, schema, isRequired }: Property, more: string): string {
  const value = defaultOf(schema);
  const form = [
    typeIn(schema),
    ...(isRequired ? ["needed"] : []),
    ...(value === undefined ? [] : [`default \`${value}\``]),
  ].join(", ");
  const page = schema.page === undefined ? "" : `[More](${schema.page}).`;
  const text = [schema.description ?? "", more, page].filter((part) => part !== "").join(" ");
  return [`### \`${name}\``, `${form}. ${text}`, ...parts(schema)].join("\n\n");
}

/** The members of an object, or of the objects of a list. */
function parts(schema: Schema): string[] {
  // They are those of another section.
  if (schema.alias === "UserDefaults") return [];
  const members = propertiesOf(schema.items ?? schema);
  if (members.length === 0) return [];
  return [
    members
      .map(({ name, schema: member }) => `- \`${name}\`: ${typeIn(member)}. ${member.description ?? ""}`)
      .join("\n"),
  ];
}

function typeIn(schema: Schema): string {
  if (schema.alias === "UserField") return "the name of a field";
  if (schema.enum) return schema.enum.map((word) => `\`${JSON.stringify(word)}\``).join(" or ");
  if (schema.anyOf) return schema.anyOf.map(typeIn).join(" or ");
  switch (schema.type) {
    case "array":
      return `list of ${schema.items?.alias === "UserField" ? "field names" : `${noun(schema.items)}s`}`;
    case "object":
      return schema.properties ? "object" : "map";
    case "string":
      return "text";
    case "boolean":
      return "`true` or `false`";
    case "integer":
      return "whole number";
    default:
      return schema.type ?? "any value";
  }
}

function noun(schema: Schema | undefined): string {
  return schema?.type === "string" ? "text" : (schema?.type ?? "value");
}
