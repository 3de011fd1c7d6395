import * as pulumi from "@pulumi/pulumi";
import { clientFor, settingsFrom } from "../../provider/connection/clients";
import { UsageError } from "../../ciam/errors/usageError";
import { linesOf } from "../../provider/messages/sentence";
import type { Calls, Reporter } from "../../provider/reconcile/run";
import { unknownNames, type NamesOf } from "../../text/unknownNames";
import { framesAbove, refusal } from "./refusal";

/**
 * The connection for a look-up. Missing options come from the stack's config in a program, else from the environment.
 */
export interface LookUpOptions {
  /**
   * A host, a URL, or `embedded`. Default: `ciam:endpoint`, else TENCENTCLOUD_CIAM_ENDPOINT, else the international
   * host.
   */
  endpoint?: string | undefined;
  /** Default: `ciam:region`, else TENCENTCLOUD_REGION, else `ap-singapore`. */
  region?: string | undefined;
  /** Profile of the credential files. Default: `ciam:profile`, else TENCENTCLOUD_PROFILE, else `default`. */
  profile?: string | undefined;
}

export const lookUpNames: NamesOf<LookUpOptions> = { endpoint: true, region: true, profile: true };

/** A program has no row of its own on the screen. */
const silent: Reporter = { info: () => undefined, warn: () => undefined, progress: () => undefined };

/** Asks CIAM with the provider's settings and credentials. Errors are one sentence. */
export async function asking<Answer>(
  called: (...args: never) => unknown,
  options: LookUpOptions,
  ask: (calls: Calls) => Promise<Answer>,
  names: Readonly<Record<string, true>> = lookUpNames,
): Promise<Answer> {
  const frames = framesAbove(called);
  const wrong = unknownNames(options, names, "option");
  if (wrong.length > 0) throw refusal(`${called.name}: ${wrong.join("; ")}`, frames);
  try {
    return await ask(await clientFor(settingsOf(options), databaseOfStack(), silent));
  } catch (error) {
    throw refusal(linesOf(error), frames);
  }
}

/** The id of a store, as it was handed over: a program in JavaScript may hand over anything. */
export function storeIdIn(userStoreId: unknown): string {
  if (typeof userStoreId === "string" && userStoreId !== "") return userStoreId;
  throw new UsageError(
    `userStoreId: must be the id of a user store, as a text: ${typeof userStoreId === "object" ? "an object" : typeof userStoreId} is none`,
  );
}

function settingsOf({ endpoint, region, profile }: LookUpOptions): ReturnType<typeof settingsFrom> {
  const given: Readonly<Record<string, string | undefined>> = {
    "ciam:endpoint": endpoint,
    "ciam:region": region,
    "ciam:profile": profile,
  };
  // Not pulumi.Config: it warns about secret values read as text, and here they go only to the client.
  return settingsFrom(
    { get: (key) => given[key] ?? pulumi.runtime.getConfig(key) },
    { nameOf: (key) => (given[key] === undefined ? key : key.replace(/^ciam:/, "")) },
  );
}

/** The embedded emulator has a database for each stack. A script runs in none, but may be given a name. */
function databaseOfStack(): string | undefined {
  return process.env.PULUMI_NODEJS_STACK ?? process.env.PULUMI_STACK;
}
