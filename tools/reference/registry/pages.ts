import { packageVersion } from "../../../ciam/version";
import { entryPage, frontMatter, list, supportingTypes, type Entry } from "./entry";
import { nameOf, type PackageSchema } from "./schema";

/** The same program, in each language. */
export type Examples = Readonly<Record<"typescript" | "python" | "go" | "yaml", string>>;

/** What identifies a resource that `pulumi import` takes. */
const IMPORTS: Readonly<Record<string, string>> = {
  UserStore: "USER_STORE_ID",
  UserGroup: "USER_STORE_ID/USER_GROUP_ID",
  UserImportJob: "USER_STORE_ID/OWNER",
};

/** The name of each SDK, where languages look for packages. */
const SDKS = [
  "Node.js (JavaScript, TypeScript): `pulumi-ciam`",
  "Python: `pulumi_ciam`",
  "Go: the module `sdk/go` of the release's archive",
  "Java: `com.pulumi:ciam`",
  ".NET: `Pulumi.Ciam`",
];

/**
 * The pages of the package in the layout of the Pulumi Registry: an overview, how to install and configure it, and one for
 * each resource and function.
 *
 * @param repository where the sources are
 * @returns path in the folder of the pages → text
 */
export function registryPages(schema: PackageSchema, examples: Examples, repository: string): Map<string, string> {
  const entries = entriesOf(schema);
  return new Map([
    ["_index.md", overview(schema, examples)],
    ["installation-configuration.md", installation(schema, repository)],
    ["api-docs/_index.md", contents(schema, entries)],
    ...entries.map((entry): [string, string] => [
      `api-docs/${entry.name.toLowerCase()}/_index.md`,
      entryPage(schema, entry, repository),
    ]),
  ]);
}

function entriesOf({ resources, functions, provider }: PackageSchema): Entry[] {
  return [
    ...Object.entries(resources).map(
      ([token, { description, inputProperties, requiredInputs = [], properties = {} }]) => {
        const name = nameOf(token);
        const importId = IMPORTS[name];
        return {
          name,
          kind: "resource" as const,
          description,
          inputs: inputProperties,
          requiredInputs,
          outputs: properties,
          ...(importId !== undefined && { importId }),
        };
      },
    ),
    {
      name: "Provider",
      kind: "resource" as const,
      description: provider.description,
      inputs: provider.inputProperties,
      requiredInputs: [],
      outputs: {},
    },
    ...Object.entries(functions).map(([token, { description, inputs, outputs }]) => ({
      name: nameOf(token),
      kind: "function" as const,
      description,
      inputs: inputs.properties ?? {},
      requiredInputs: inputs.required ?? [],
      outputs: outputs.properties ?? {},
    })),
  ];
}

function overview({ displayName, description }: PackageSchema, examples: Examples): string {
  const languages = Object.keys(examples).join(",");
  return [
    frontMatter({
      title: displayName,
      meta_desc: `Provides an overview of the ${displayName} provider for Pulumi.`,
      layout: "package",
    }),
    `${description} A program declares sets of users; the provider keeps a user store equal to them, by the service's bulk import jobs. A preview names every user who would be added, changed or removed, and each field.`,
    "## Example",
    "A store, a group and two users:",
    `{{< chooser language "${languages}" >}}`,
    ...Object.entries(examples).flatMap(([language, text]) => [
      `{{% choosable language ${language} %}}`,
      `\`\`\`${language}\n${text.trim()}\n\`\`\``,
      "{{% /choosable %}}",
    ]),
    "{{< /chooser >}}",
  ].join("\n\n");
}

function installation(schema: PackageSchema, repository: string): string {
  const { displayName, name, config } = schema;
  return [
    frontMatter({
      title: `${displayName} Installation & Configuration`,
      meta_desc: `Information on how to install and configure the ${displayName} provider.`,
      layout: "package",
    }),
    "## Installation",
    `The SDKs are in the [releases](${repository}/releases):`,
    SDKS.map((sdk) => `- ${sdk}`).join("\n"),
    "They know where the plugin is, and Pulumi fetches it with the first command that needs it. To install it beforehand:",
    `\`\`\`sh\n$ pulumi plugin install resource ${name} ${packageVersion()} --server '${repository}/releases/download/v\${VERSION}'\n\`\`\``,
    "It runs on Node.js 22.13 or newer. For machines without Node.js the releases have executables of it.",
    "## Configuration",
    "Credentials are read from the environment, so that they are in no file:",
    "```sh\n$ export TENCENTCLOUD_SECRET_ID=… TENCENTCLOUD_SECRET_KEY=…\n$ pulumi config set ciam:region ap-guangzhou\n```",
    "`embedded` as `ciam:endpoint` is an emulator inside the plugin, which needs no account.",
    ...list("Settings", config.variables, []).slice(1),
    ...supportingTypes(schema, Object.values(config.variables)),
  ].join("\n\n");
}

function contents({ name, displayName }: PackageSchema, entries: readonly Entry[]): string {
  const links = (kind: Entry["kind"]) =>
    entries
      .filter((entry) => entry.kind === kind)
      .map((entry) => `- [${entry.name}](${entry.name.toLowerCase()}/_index.md)`)
      .join("\n");
  return [
    frontMatter({
      title: displayName,
      title_tag: `${displayName} package`,
      meta_desc: `Explore the resources and functions of the ${name} package.`,
      layout: "api",
    }),
    "## Resources",
    links("resource"),
    "## Functions",
    links("function"),
  ].join("\n\n");
}
