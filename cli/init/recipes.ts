import type { Language } from "./wish";

/** The differences between the languages. */
export interface Recipe {
  /** The file that says which store the users are in. */
  readonly program: string;
  /** The part of it that makes a new store. */
  readonly newStore: string;
  /** Its expression for the new store's id. */
  readonly idOfNewStore: string;
  /** Its expression for an id that is known. */
  readonly knownId: (id: string) => string;
  /**
   * The paths that a project does not commit. The templates have files that say so, for `pulumi new`; npm leaves such files
   * out of a package.
   */
  readonly ignored: readonly string[];
  /** A line for a project that gets the package from npm, which the template does not need. */
  readonly requirements?: { readonly file: string; readonly line: string };
  readonly install: string;
  /** The commands to type once, before the project is committed. */
  readonly generate: readonly string[];
  /** The commands to type in every clone. */
  readonly prepare: readonly string[];
}

const SDK = "pulumi package gen-sdk ./node_modules/.bin/pulumi-resource-ciam --out sdk --language";

/** The plugin has Pulumi's protocol in itself, so it needs no SDK of Pulumi beside it. */
const PLUGIN_ONLY = "npm install --omit=peer";

const ALWAYS_IGNORED = ["node_modules/", ".ciam/"];

export const recipes: Readonly<Record<Language, Recipe>> = {
  typescript: {
    program: "index.ts",
    newStore: 'const customers = new ciam.UserStore("customers", { name: "${PROJECT}" });\n\n',
    idOfNewStore: "customers.userStoreId",
    knownId: (id) => JSON.stringify(id),
    ignored: ALWAYS_IGNORED,
    install: "npm install",
    generate: [],
    prepare: [],
  },
  python: {
    program: "__main__.py",
    newStore: 'customers = ciam.UserStore("customers", name="${PROJECT}")\n\n',
    idOfNewStore: "customers.id",
    knownId: (id) => JSON.stringify(id),
    ignored: [...ALWAYS_IGNORED, "venv/", "__pycache__/", "build/", "*.egg-info/"],
    requirements: { file: "requirements.txt", line: "./sdk/python" },
    install: PLUGIN_ONLY,
    generate: [`${SDK} python`],
    prepare: ["python3 -m venv venv && venv/bin/pip install -r requirements.txt"],
  },
  go: {
    program: "main.go",
    newStore: [
      '\t\tcustomers, err := ciam.NewUserStore(ctx, "customers", &ciam.UserStoreArgs{\n',
      '\t\t\tName: pulumi.String("${PROJECT}"),\n',
      "\t\t})\n\t\tif err != nil {\n\t\t\treturn err\n\t\t}\n",
    ].join(""),
    idOfNewStore: "customers.ID()",
    knownId: (id) => `pulumi.String(${JSON.stringify(id)})`,
    ignored: ALWAYS_IGNORED,
    install: PLUGIN_ONLY,
    generate: [`${SDK} go`, "go mod tidy"],
    prepare: [],
  },
  yaml: {
    program: "Pulumi.yaml",
    newStore: '  customers:\n    type: ciam:UserStore\n    properties:\n      name: "${PROJECT}"\n',
    idOfNewStore: "${customers.id}",
    knownId: (id) => JSON.stringify(id),
    ignored: ALWAYS_IGNORED,
    install: PLUGIN_ONLY,
    generate: [],
    prepare: [],
  },
};
