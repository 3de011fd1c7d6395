/** Programs as a person writes them, from the few things in which the tests' programs differ. */

export type Users = Record<string, Record<string, unknown>>;

export interface JobOptions {
  /** More inputs of the job. */
  readonly args?: Record<string, unknown>;
  /** The resource options, as code. */
  readonly opts?: string;
  readonly name?: string;
}

const HEAD = `"use strict";
const pulumi = require("@pulumi/pulumi");
const ciam = require("pulumi-tencentcloud-ciam");
`;

/** A program of these lines. */
export function program(...lines: readonly string[]): string {
  return HEAD + lines.join("\n") + "\n";
}

/** `const staff = new ciam.UserImportJob("staff", …)` in an existing store. */
export function job(store: string, users: Users, { args = {}, opts = "{}", name = "staff" }: JobOptions = {}): string {
  const inputs = JSON.stringify({ userStoreId: store, userSets: { [name]: users }, ...args });
  return `const ${name} = new ciam.UserImportJob("${name}", ${inputs}, ${opts});`;
}

/** Users by name, each with an e-mail address. */
export function people(...names: readonly string[]): Users {
  return Object.fromEntries(names.map((name) => [name, { userName: name, email: `${name}@example.com` }]));
}
