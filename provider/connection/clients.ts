import { CiamClient } from "../../ciam/client";
import {
  credentialsAtHand,
  defaultCredentials,
  emulatorCredentials,
  refuseDummy,
  type Environment,
  type FoundCredentials,
  type GivenCredentials,
} from "../../ciam/credentials";
import { embeddedAt, INTERNATIONAL_HOST, parseEndpoint, type Endpoint } from "../../ciam/endpoint";
import { parseRegion } from "../../ciam/region";
import { suggestion } from "../../text/suggest";
import type { Calls, Reporter } from "../reconcile/run";
import { UsageError } from "../../ciam/errors";
import { embeddedEmulator } from "./embedded";
import { embeddedProblem, nodeProblem } from "./nodeVersion";

/** A written setting, with its name in the place where it was written: a config key, a variable or a flag. */
interface Setting {
  readonly text: string;
  readonly name: string;
}

/** The configuration as a dynamic provider gets it: all of the stack's, with namespaces. */
export interface EngineConfig {
  get(key: string): string | undefined;
}

/** The settings of a client, from the stack, a provider resource or the environment. */
export interface Settings {
  readonly endpoint: Setting;
  readonly region: Setting;
  readonly language: string | undefined;
  readonly rate: string | undefined;
  readonly profile: string | undefined;
  readonly secretId: string | undefined;
  readonly secretKey: string | undefined;
  readonly token: string | undefined;
}

const DEFAULT_REGION = "ap-singapore";

/** One client for all resources with the same settings: they share what it learns about the clock and the rate. */
const clients = new Map<string, Promise<Calls>>();

/** The client for these settings. `database` names the embedded emulator's; the reporter is told where calls go. */
export function clientFor(settings: Settings, database = "stack", reporter: Reporter): Promise<Calls> {
  const key = JSON.stringify([settings, database]);
  const client = clients.get(key) ?? connect(settings, database, reporter);
  clients.set(key, client);
  // A client that could not be made is made again on the next request.
  client.catch(() => clients.delete(key));
  return client;
}

/** The sources of settings outside a stack. */
export interface Surroundings {
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** The name of a config key in the words of the person who set it. */
  readonly nameOf?: (key: string) => string;
}

/**
 * The stack's config comes before the environment: the service that a resource was created on has to be found again.
 */
export function settingsFrom(
  config: EngineConfig,
  { env = process.env, nameOf = (key) => key }: Surroundings = {},
): Settings {
  const found = (keys: readonly string[], variable: string, otherwise: string): Setting => {
    for (const key of keys) {
      const text = config.get(key);
      if (text !== undefined) return { text, name: nameOf(key) };
    }
    return { text: env[variable] ?? otherwise, name: variable };
  };
  return {
    endpoint: found(["ciam:endpoint"], "TENCENTCLOUD_CIAM_ENDPOINT", INTERNATIONAL_HOST),
    region: found(["ciam:region", "tencentcloud:region"], "TENCENTCLOUD_REGION", DEFAULT_REGION),
    language: config.get("ciam:language"),
    rate: config.get("ciam:rate"),
    profile: config.get("ciam:profile"),
    secretId: config.get("tencentcloud:secretId"),
    secretKey: config.get("tencentcloud:secretKey"),
    token: config.get("tencentcloud:securityToken"),
  };
}

/** The problems of settings, as far as they show without a call. */
export function problemsOf({ endpoint, region, language, rate }: Settings): string[] {
  const old = nodeProblem();
  if (old !== undefined) return [old];
  const readers = [() => endpointOf(endpoint), () => regionOf(region), () => languageOf(language), () => rateOf(rate)];
  return readers.flatMap(problemOf);
}

/**
 * The problems of credentials and endpoint, as far as environment and config show them: half a set of credentials, the
 * emulator's credentials for the cloud, no database for the embedded emulator. Missing credentials are none: a preview
 * may do without.
 */
export function obstaclesOf(settings: Settings, env: Environment = process.env): string[] {
  if (problemsOf(settings).length > 0) return [];
  const endpoint = endpointOf(settings.endpoint);
  if (endpoint.kind === "embedded") return embeddedProblem();
  return problemOf(() => {
    const credentials = credentialsAtHand(env, givenIn(settings));
    if (credentials) refuseDummy(credentials, endpoint.url);
  });
}

function problemOf(read: () => unknown): string[] {
  try {
    read();
    return [];
  } catch (error) {
    if (error instanceof UsageError) return [error.message];
    throw error;
  }
}

function givenIn({ secretId, secretKey, token }: Settings): GivenCredentials {
  return { secretId, secretKey, token };
}

async function connect(settings: Settings, database: string, reporter: Reporter): Promise<Calls> {
  const old = nodeProblem();
  if (old !== undefined) throw new UsageError(old);
  return new CiamClient({
    ...(await targetOf(settings, database, reporter)),
    language: languageOf(settings.language),
    rate: rateOf(settings.rate),
  });
}

type CredentialsSource = { get(): Promise<FoundCredentials>; invalidate?(): void };

/** Where calls go by these settings, and with whose credentials. An embedded emulator is started for it. */
export interface Target {
  readonly endpoint: Endpoint;
  readonly region: string;
  readonly credentials: CredentialsSource;
}

export async function targetOf(
  settings: Settings,
  database = "stack",
  reporter: Reporter,
  env: Environment = process.env,
): Promise<Target> {
  const region = regionOf(settings.region);
  const endpoint = endpointOf(settings.endpoint);
  if (endpoint.kind === "embedded") {
    const emulator = await embeddedEmulator(database);
    reporter.info("ciam:endpoint is embedded: these users live in an emulator inside this process, not in the cloud");
    return {
      endpoint: embeddedAt(emulator.endpoint),
      region,
      credentials: { get: () => Promise.resolve({ ...emulatorCredentials, source: "the emulator" }) },
    };
  }
  const chain = defaultCredentials({
    config: givenIn(settings),
    profile: settings.profile,
    env,
  });
  // Asked once here: missing credentials are reported before anything is done, and the source of those found is told
  // once.
  const { source } = await chain.get();
  reporter.progress(`credentials from ${source}`);
  return { endpoint, region, credentials: chain };
}

export function endpointOf({ text, name }: Setting): Endpoint {
  return parseEndpoint(text, name);
}

function regionOf({ text, name }: Setting): string {
  return parseRegion(text, name);
}

function languageOf(text: string | undefined): "en-US" | "zh-CN" | undefined {
  if (text === undefined || text === "en-US" || text === "zh-CN") return text;
  const meant = suggestion(text, ["en-US", "zh-CN"]);
  throw new UsageError(`ciam:language "${text}" is not known${meant}: use en-US or zh-CN`);
}

function rateOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const rate = Number(text);
  if (!(rate > 0 && rate <= 20))
    throw new UsageError(`ciam:rate "${text}" must be a number of requests a second, more than 0 and at most 20`);
  return rate;
}
