import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as prettier from "prettier";
import { groupInputs } from "../../provider/resources/userGroup";
import { jobInputs } from "../../provider/resources/userImportJob/inputs/schema";
import { userFile } from "../../provider/resources/userImportJob/inputs/userFile";
import { jobOutputs } from "../../provider/resources/userImportJob/state/outputSchema";
import { storeInputs } from "../../provider/resources/userStore";
import { isUserField, userFields } from "../../provider/users/model/fields";
import { userSchema } from "../../provider/users/model/user";
import { referencePage } from "./page";
import { goModule, PLACEHOLDER } from "../release/origin";
import { pulumiSchema } from "./pulumiSchema";
import { registryPages, type Examples } from "./registry/pages";
import type { PackageSchema } from "./registry/schema";
import { schemaOf } from "./schema";
import { inputInterface, namedTypes, plainInterfaces } from "./typescript";

const ROOT = join(__dirname, "../../..");

const NOTICE = (source: string): string => `// Written by \`make reference\` from ${source}: change that.\n`;

/** What is written from the schemas: path in the repository → text. */
export async function referenceFiles(): Promise<Map<string, string>> {
  const user = schemaOf(userSchema);
  const job = schemaOf(jobInputs);
  const store = schemaOf(storeInputs);
  const group = schemaOf(groupInputs);
  const schema = pulumiSchema();
  const pages = [...registryPages(JSON.parse(schema) as PackageSchema, examples(), PLACEHOLDER)];
  const written: (readonly [path: string, text: string])[] = [
    [
      "provider/users/model/declaredUser.ts",
      [NOTICE("`user.ts`"), plainInterfaces("DeclaredUser", user, DECLARED_USER, traitsOf)].join("\n"),
    ],
    [
      "sdk/resources/inputs.ts",
      [
        NOTICE("the schemas in `provider/resources`"),
        'import type * as pulumi from "@pulumi/pulumi";',
        'import type { UserField } from "../../provider/users/model/fields";',
        'import type { UserFile } from "../userFiles/userFile";',
        'import type { UserSet } from "../userSets/userSet";',
        'import type { UserImportJob } from "./userImportJob";',
        "",
        inputInterface("UserImportJobArgs", job, "The inputs of a `UserImportJob`."),
        "",
        inputInterface("UserStoreArgs", store, "The inputs of a `UserStore`."),
        "",
        inputInterface("UserGroupArgs", group, "The inputs of a `UserGroup`."),
      ].join("\n"),
    ],
    [
      "sdk/resources/outputs.ts",
      [NOTICE("`provider/resources/userImportJob/state/outputSchema.ts`"), namedTypes(schemaOf(jobOutputs))].join("\n"),
    ],
    [
      "docs/reference.md",
      referencePage([
        {
          name: "UserImportJob",
          about: "Sets of users, kept equal to a user store: [the page](user-import-job.md).",
          schema: job,
        },
        { name: "A user", about: DECLARED_USER, schema: user, more: traitsOf },
        {
          name: "A file of users",
          about: "One of `userFiles`: [the page](many-users.md). A path alone is one without options.",
          schema: schemaOf(userFile),
        },
        { name: "UserStore", about: "A directory of users. Mainland endpoint only.", schema: store },
        { name: "UserGroup", about: "A group of the users of a store. Mainland endpoint only.", schema: group },
      ]),
    ],
    ["provider/plugin/schema.json", schema],
    ...pages.map(([path, text]) => [`docs/registry/${path}`, text] as const),
  ];
  const formatted = written.map(async ([path, text]) => {
    const options = { ...(await prettier.resolveConfig(path)), filepath: path };
    return [path, await prettier.format(text, options)] as const;
  });
  return new Map(await Promise.all(formatted));
}

/** What the tests run as the pages of the examples say. */
function examples(): Examples {
  const text = (path: string): string => readFileSync(join(ROOT, "examples", path), "utf8");
  const yaml = text("yaml/Pulumi.yaml");
  return {
    typescript: text("typescript-plugin/index.ts").replace("./sdk/nodejs", "pulumi-ciam"),
    python: text("python/__main__.py"),
    go: text("go/main.go").replace("example.com/pulumi-ciam/sdk/go", goModule(PLACEHOLDER)),
    yaml: yaml.slice(yaml.indexOf("resources:")),
  };
}

const DECLARED_USER =
  "A user as a program or a file declares it. A field that is left out is not ours: it is neither sent nor compared. An empty string empties the field.";

/** What CIAM does with a field. */
function traitsOf(name: string): string {
  if (!isUserField(name)) return "";
  const { identity, updatable, readable, secret } = userFields[name];
  return [
    ...(identity ? ["An identity."] : []),
    ...(updatable || !readable ? [] : ["Import only."]),
    ...(secret ? ["Always a secret."] : []),
    ...(readable ? [] : ["Never read back."]),
  ].join(" ");
}
