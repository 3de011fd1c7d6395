import { UsageError } from "../errors/usageError";
import { absent, type CredentialSource, type Credentials, type Environment, type Search } from "./types";

/** The three names under which the vendor's tools look for a session token; Terraform's first. */
const TOKEN_NAMES = ["TENCENTCLOUD_SECURITY_TOKEN", "TENCENTCLOUD_SESSION_TOKEN", "TENCENTCLOUD_TOKEN"] as const;

export interface GivenCredentials {
  readonly secretId?: string | undefined;
  readonly secretKey?: string | undefined;
  readonly token?: string | undefined;
}

export class EnvironmentSource implements CredentialSource {
  readonly #env: Environment;

  constructor(env: Environment) {
    this.#env = env;
  }

  find(): Promise<Search> {
    return search(givenBy(this.#env), ENVIRONMENT);
  }
}

/** What the program was handed: the stack's config, or the arguments of a provider. */
export class ConfigSource implements CredentialSource {
  readonly #given: GivenCredentials;

  constructor(given: GivenCredentials) {
    this.#given = given;
  }

  find(): Promise<Search> {
    return search(this.#given, CONFIG);
  }
}

interface Names {
  readonly id: string;
  readonly key: string;
  readonly place: string;
}

const ENVIRONMENT: Names = {
  id: "TENCENTCLOUD_SECRET_ID",
  key: "TENCENTCLOUD_SECRET_KEY",
  place: "the environment",
};

const CONFIG: Names = { id: "tencentcloud:secretId", key: "tencentcloud:secretKey", place: "the stack config" };

/** The credentials that the sources which need no look at a file or a network have, if they have any. */
export function credentialsAtHand(env: Environment, given: GivenCredentials): Credentials | undefined {
  return setOf(givenBy(env), ENVIRONMENT) ?? setOf(given, CONFIG);
}

function givenBy(env: Environment): GivenCredentials {
  const token = TOKEN_NAMES.map((name) => env[name]).find((value) => value !== undefined && value !== "");
  return { secretId: env[ENVIRONMENT.id], secretKey: env[ENVIRONMENT.key], token };
}

function setOf(given: GivenCredentials, { id, key, place }: Names): Credentials | undefined {
  return wholeSet(given, id, key, place);
}

function search(given: GivenCredentials, names: Names): Promise<Search> {
  // Half a set throws, which inside a promise is a rejection like those of the sources that read files.
  return new Promise((searched) => {
    const credentials = setOf(given, names);
    if (credentials) searched({ kind: "found", credentials, source: names.place });
    else searched(absent(`${names.id} and ${names.key} in ${names.place} (not set)`));
  });
}

/**
 * A set comes whole from one source: half a set is an error, not a reason to look further, because what is found
 * further on may belong to another account.
 */
export function wholeSet(given: GivenCredentials, id: string, key: string, place: string): Credentials | undefined {
  const secretId = given.secretId?.trim() ?? "";
  const secretKey = given.secretKey?.trim() ?? "";
  const token = given.token?.trim() ?? "";
  if (secretId === "" && secretKey === "") return undefined;
  if (secretId === "" || secretKey === "") {
    const [has, lacks] = secretId === "" ? [key, id] : [id, key];
    throw new UsageError(`${place} has ${has} but not ${lacks}: set both, or neither`);
  }
  return token === "" ? { secretId, secretKey } : { secretId, secretKey, token };
}
