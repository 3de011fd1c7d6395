import { nameOf, tokenOf, type NamedType, type PackageSchema, type Properties, type TypeSpec } from "./schema";

/** One page below `api-docs`: a resource, a function or the provider. */
export interface Entry {
  readonly name: string;
  readonly kind: "resource" | "function";
  readonly description: string;
  readonly inputs: Properties;
  readonly requiredInputs: readonly string[];
  readonly outputs: Properties;
  /** What `pulumi import` takes, where it takes something. */
  readonly importId?: string;
}

/** The page of an entry, with the types that it needs. */
export function entryPage(schema: PackageSchema, entry: Entry, repository: string): string {
  const { name, kind, description, inputs, requiredInputs, outputs, importId } = entry;
  const title = `${schema.name}.${name}`;
  const id = kind === "resource" ? { id: { type: "string", description: "What Pulumi knows it by." } } : {};
  return [
    frontMatter({
      title,
      title_tag: title,
      meta_desc: `Documentation for the ${title} ${kind} with input properties, output properties, and supporting types.`,
      layout: "api",
    }),
    description,
    ...list("Inputs", inputs, requiredInputs),
    ...list(kind === "resource" ? "Outputs" : "Result", { ...id, ...outputs }, []),
    ...(importId === undefined
      ? []
      : ["## Import", `\`\`\`sh\n$ pulumi import ciam:index:${name} NAME ${importId}\n\`\`\``]),
    ...supportingTypes(schema, [...Object.values(inputs), ...Object.values(outputs)]),
    "## Package Details",
    `- Repository: [${schema.displayName}](${repository})\n- License: ${schema.license}`,
  ].join("\n\n");
}

/** What stands above every page of the Registry. */
export function frontMatter(members: Readonly<Record<string, string>>): string {
  const lines = Object.entries(members).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  return `---\n${lines.join("\n")}\n---`;
}

/** A heading and a line for each property. */
export function list(heading: string, properties: Properties, required: readonly string[]): string[] {
  const lines = Object.entries(properties).map(([name, property]) => {
    const marks = [
      typeIn(property),
      ...(required.includes(name) ? ["required"] : []),
      ...(property.replaceOnChanges ? ["changes replace the resource"] : []),
      ...(property.secret ? ["secret"] : []),
    ];
    return `- \`${name}\` (${marks.join(", ")}): ${property.description}`;
  });
  return lines.length === 0 ? [] : [`## ${heading}`, lines.join("\n")];
}

/** A part for each type that these properties need. */
export function supportingTypes(schema: PackageSchema, specs: readonly TypeSpec[]): string[] {
  const types = typesOf(schema, specs);
  return types.length === 0 ? [] : ["## Supporting Types", ...types.flatMap(([token, type]) => typePart(token, type))];
}

function typePart(
  token: string,
  { description = "", properties = {}, required = [], enum: values }: NamedType,
): string[] {
  const [, members] = list("", properties, required);
  const words = values?.map(({ value }) => `- \`"${value}"\``).join("\n");
  return [`### ${nameOf(token)}`, description, members ?? words ?? ""].filter((part) => part !== "");
}

/** The types with names that these need, and those that they need. */
function typesOf(schema: PackageSchema, specs: readonly TypeSpec[]): [token: string, type: NamedType][] {
  const found = new Map<string, NamedType>();
  const look = (spec: TypeSpec): void => {
    for (const inner of [spec.items, spec.additionalProperties, ...(spec.oneOf ?? [])]) if (inner) look(inner);
    const token = tokenOf(spec);
    const type = token === undefined ? undefined : schema.types[token];
    if (token === undefined || type === undefined || found.has(token)) return;
    found.set(token, type);
    for (const property of Object.values(type.properties ?? {})) look(property);
  };
  for (const spec of specs) look(spec);
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1));
}

function typeIn(spec: TypeSpec): string {
  const token = tokenOf(spec);
  if (token !== undefined) return `[${nameOf(token)}](#${nameOf(token).toLowerCase()})`;
  if (spec.oneOf) return spec.oneOf.map(typeIn).join(" or ");
  if (spec.items) return `list of ${typeIn(spec.items)}`;
  if (spec.additionalProperties) return `map of ${typeIn(spec.additionalProperties)}`;
  return spec.type ?? "any value";
}
