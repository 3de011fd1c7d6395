import { UsageError } from "../errors/usageError";
import { absent, type CredentialSource, type Credentials, type Environment, type Search } from "./types";

/** The three variables in which the vendor's tools look for a session token; Terraform's first. */
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

/** The values handed to the program: the stack's config, or the arguments of a provider. */
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

/** The credentials that can be had without reading a file or asking the network, if any. */
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
  // Half a set throws; inside a promise that becomes a rejection, like those of the sources that read files.
  return new Promise((searched) => {
    const credentials = setOf(given, names);
    if (credentials) searched({ kind: "found", credentials, source: names.place });
    else searched(absent(`${names.id} and ${names.key} in ${names.place} (not set)`));
  });
}

/**
 * A set comes whole from one source. Half a set is an error, not a reason to search on: the rest might belong to
 * another account.
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
