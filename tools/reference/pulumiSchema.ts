import type { z } from "zod";
import { settings } from "../../provider/plugin/config";
import { functions } from "../../provider/plugin/functions";
import { groupInputs, groupOutputs } from "../../provider/resources/userGroup";
import { jobInputs } from "../../provider/resources/userImportJob/inputs/schema";
import { jobOutputs } from "../../provider/resources/userImportJob/state/outputSchema";
import { storeInputs, storeOutputs } from "../../provider/resources/userStore";
import { isUserField, userFields } from "../../provider/users/model/fields";
import { userSchema } from "../../provider/users/model/user";
import { defaultOf, propertiesOf, schemaOf, type Schema } from "./schema";

/** A type as Pulumi's schema has it. */
interface TypeSpec {
  readonly type?: string;
  readonly items?: TypeSpec;
  readonly additionalProperties?: TypeSpec;
  readonly oneOf?: readonly TypeSpec[];
  readonly $ref?: string;
}

interface PropertySpec extends TypeSpec {
  readonly description: string;
  readonly secret?: true;
  readonly replaceOnChanges?: true;
}

type Properties = Record<string, PropertySpec>;

/** The types that have names, by token. */
type Types = Record<string, object>;

const token = (name: string): string => `ciam:index:${name}`;
const ref = (name: string): TypeSpec => ({ $ref: `#/types/${token(name)}` });

const USER =
  "A user as a program declares it. A field that is left out is not managed: it is neither sent nor compared. An empty string empties the field.";

/** A map of sets, each a map of users by key. */
const userSets: TypeSpec = {
  type: "object",
  additionalProperties: { type: "object", additionalProperties: ref("User") },
};

/** The schema of the plugin, from which the SDKs of all languages are made: as text, but for its version. */
export function pulumiSchema(): string {
  const types: Types = {};
  const writer = new Writer(types);
  writer.object("User", USER, schemaOf(userSchema), alwaysSecret);
  const resource = (
    name: string,
    description: string,
    inputs: z.ZodObject,
    outputs: z.ZodObject,
    isEchoed: boolean,
  ) => {
    const given = schemaOf(inputs);
    const inputProperties = writer.properties(name, given);
    const told = schemaOf(outputs);
    const properties = { ...(isEchoed ? inputProperties : {}), ...writer.properties(name, told) };
    return {
      description,
      inputProperties,
      requiredInputs: required(given),
      properties,
      required: Object.keys(properties).filter(
        (each) => (isEchoed && each in inputProperties) || required(told).includes(each),
      ),
      aliases: [{ type: `pulumi-nodejs:dynamic/ciam:${name}` }],
    };
  };
  const resources = {
    [token("UserGroup")]: resource("UserGroup", GROUP, groupInputs, groupOutputs, true),
    [token("UserImportJob")]: resource("UserImportJob", JOB, jobInputs, jobOutputs, false),
    [token("UserStore")]: resource("UserStore", STORE, storeInputs, storeOutputs, true),
  };
  const config = writer.properties("Provider", schemaOf(settings));
  const schema = {
    ...ABOUT,
    config: { variables: config },
    provider: { description: "Where the users are, and who asks.", inputProperties: config },
    types: undefined,
    resources,
    functions: Object.fromEntries(
      Object.entries(functions).map(([name, { description, inputs, outputs }]) => [
        token(name),
        { description, inputs: writer.bare(name, schemaOf(inputs)), outputs: writer.bare(name, schemaOf(outputs)) },
      ]),
    ),
  };
  return JSON.stringify({
    ...schema,
    types: Object.fromEntries(Object.entries(types).sort(([a], [b]) => (a < b ? -1 : 1))),
  });
}

const STORE = "A directory of users. Mainland endpoint only. Its id is the UserStoreId.";
const GROUP = "A group of the users of a store. Mainland endpoint only. Its id is the UserGroupId.";
const JOB =
  "Sets of users, kept equal to a CIAM user store by import jobs: new users by one job, changed fields by `UpdateUser`, users who left the sets by `DeleteUsers`. `pulumi preview` shows the coming changes user by user, `pulumi refresh` the changes made by hand.";

const ABOUT = {
  name: "ciam",
  displayName: "Tencent Cloud CIAM",
  description: "Users as code: the users of Tencent Cloud CIAM.",
  keywords: ["pulumi", "tencentcloud", "ciam", "identity", "users", "category/identity", "kind/native"],
  license: "Apache-2.0",
  publisher: "pulumi-tencentcloud-ciam",
  meta: { moduleFormat: "(.*)" },
  language: {
    csharp: { rootNamespace: "Pulumi", namespaces: { ciam: "Ciam" }, respectSchemaVersion: true },
    go: { generateResourceContainerTypes: true, respectSchemaVersion: true },
    java: { basePackage: "com.pulumi" },
    nodejs: { packageName: "pulumi-ciam", respectSchemaVersion: true },
    python: { packageName: "pulumi_ciam", pyproject: { enabled: true }, respectSchemaVersion: true },
  },
};

function alwaysSecret(field: string): boolean {
  return isUserField(field) && userFields[field].secret;
}

function none(): boolean {
  return false;
}

/** What is null the plugin does not tell at all. */
function required(schema: Schema): string[] {
  return propertiesOf(schema).flatMap(({ name, isRequired, isNullable }) => (isRequired && !isNullable ? [name] : []));
}

/** Writes JSON Schema in Pulumi's words, and puts the types that have names aside. */
class Writer {
  constructor(private readonly types: Types) {}

  /** The members of an object without a name of its own. */
  bare(owner: string, schema: Schema): object {
    return { type: "object", properties: this.properties(owner, schema), required: required(schema) };
  }

  object(name: string, description: string, schema: Schema, isSecret: (member: string) => boolean): TypeSpec {
    const type = { description, type: "object", properties: {}, required: required(schema) };
    this.types[token(name)] ??= { ...type, properties: this.properties(name, schema, isSecret) };
    return ref(name);
  }

  properties(owner: string, schema: Schema, isSecret: (member: string) => boolean = none): Properties {
    return Object.fromEntries(
      propertiesOf(schema).map(({ name, schema: member }) => [
        name,
        {
          ...(name === "userSets" ? userSets : this.type(initial(name), member)),
          description: descriptionOf(member),
          ...((member.secret === true || isSecret(name)) && { secret: true as const }),
          ...(name === "userStoreId" && /^User(?:ImportJob|Group)$/.test(owner) && { replaceOnChanges: true as const }),
        },
      ]),
    );
  }

  /** @param name what the type is called if it has to have a name */
  private type(name: string, schema: Schema): TypeSpec {
    const called = schema.alias ?? name;
    if (schema.enum) return this.enumeration(called, schema);
    if (schema.anyOf) return { oneOf: schema.anyOf.map((one) => this.type(called, one)) };
    switch (schema.type) {
      case "array":
        return { type: "array", items: this.type(singular(called), schema.items ?? {}) };
      case "object":
        if (schema.properties)
          return this.object(
            called,
            schema.about ?? schema.description ?? "",
            schema,
            called === "UserDefaults" ? alwaysSecret : none,
          );
        return { type: "object", additionalProperties: this.type(singular(called), schema.additionalProperties || {}) };
      case undefined:
        return { $ref: "pulumi.json#/Any" };
      default:
        return { type: schema.type };
    }
  }

  private enumeration(name: string, { enum: values = [], names = [], about, description = "" }: Schema): TypeSpec {
    const what = about ?? description;
    this.types[token(name)] ??= {
      ...(what !== "" && { description: what }),
      type: "string",
      enum: values.map((value, at) => ({ name: names[at] ?? initial(value), value })),
    };
    return ref(name);
  }
}

/**
 * Defaults are told and not filled in by the SDKs: what a program does not say is not in its inputs, so that a stack of the
 * dynamic provider comes over without a change, and what is left out can become another default one day.
 */
function descriptionOf(schema: Schema): string {
  const value = defaultOf(schema);
  const isTold = value !== undefined && value !== "[]" && value !== "{}" && value !== '""';
  return [schema.description ?? "", isTold ? `Default: \`${value}\`.` : ""].filter((part) => part !== "").join(" ");
}

function initial(name: string): string {
  const parts = name.split(/[^A-Za-z0-9]+/).filter((part) => part !== "");
  return parts.map((part) => part.charAt(0).toUpperCase() + part.slice(1)).join("");
}

function singular(name: string): string {
  return name.endsWith("s") ? name.slice(0, -1) : name;
}
