/** The parts of Pulumi's schema that its pages tell of. */
export interface TypeSpec {
  readonly type?: string;
  readonly items?: TypeSpec;
  readonly additionalProperties?: TypeSpec;
  readonly oneOf?: readonly TypeSpec[];
  readonly $ref?: string;
}

interface Property extends TypeSpec {
  readonly description: string;
  readonly secret?: true;
  readonly replaceOnChanges?: true;
}

export type Properties = Readonly<Record<string, Property>>;

export interface NamedType {
  readonly description?: string;
  readonly properties?: Properties;
  readonly required?: readonly string[];
  readonly enum?: readonly { readonly value: string }[];
}

interface Resource {
  readonly description: string;
  readonly inputProperties: Properties;
  readonly requiredInputs?: readonly string[];
  readonly properties?: Properties;
}

interface Function {
  readonly description: string;
  readonly inputs: NamedType;
  readonly outputs: NamedType;
}

export interface PackageSchema {
  readonly name: string;
  readonly displayName: string;
  readonly description: string;
  readonly license: string;
  readonly config: { readonly variables: Properties };
  readonly provider: Resource;
  readonly types: Readonly<Record<string, NamedType>>;
  readonly resources: Readonly<Record<string, Resource>>;
  readonly functions: Readonly<Record<string, Function>>;
}

/** The last part of a token, as programs call it. */
export function nameOf(token: string): string {
  return token.slice(token.lastIndexOf(":") + 1);
}

/** The token of a type that has a name, if it is one of the package's. */
export function tokenOf({ $ref = "" }: TypeSpec): string | undefined {
  return $ref.startsWith("#/types/") ? $ref.slice("#/types/".length) : undefined;
}
