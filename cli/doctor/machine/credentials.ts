import { stat } from "node:fs/promises";
import type { FoundCredentials } from "../../../ciam/credentials";
import { isLoopback, type Endpoint } from "../../../ciam/endpoint";
import type { Finding } from "../finding";

const OTHERS = 0o077;

/** The endpoint to which calls go. */
export function endpointFinding({ host, url, kind }: Endpoint, region: string): Finding {
  const isHere = kind === "other" && isLoopback(new URL(url).hostname);
  const [is, means] = isHere ? EMULATOR : KINDS[kind];
  return {
    about: "the way",
    asked: "where do calls go",
    cameBack: `${host}, ${is}, region ${region}`,
    means,
    page: "docs/getting-started.md#3-in-the-cloud",
    standing: "fine",
  };
}

const EMULATOR = ["on this machine, so an emulator", "this is not the cloud: what it answers are guesses"] as const;

const KINDS: Readonly<Record<Endpoint["kind"], readonly [string, string]>> = {
  mainland: ["the mainland service", "stores, groups and users can be declared"],
  international: ["the international service", "users can be declared; stores and groups are named by id"],
  embedded: ["the emulator of this project", "this is not the cloud: what it answers are guesses"],
  other: ["neither of the two services", "what it answers is told of it alone, not of Tencent Cloud"],
};

/** The source of the credentials, and others who could read them: never the credentials themselves. */
export async function credentialsFinding(found: FoundCredentials): Promise<Finding> {
  const { source, file, token } = found;
  const mode = file === undefined ? undefined : await modeOf(file);
  return describeCredentials({ source, isTemporary: token !== undefined, mode });
}

/** @param mode of the file they are in; undefined where there is none, or nobody can tell */
export function describeCredentials({
  source,
  isTemporary,
  mode,
}: {
  readonly source: string;
  readonly isTemporary: boolean;
  readonly mode: number | undefined;
}): Finding {
  const isOpen = mode !== undefined && (mode & OTHERS) !== 0;
  const whose =
    mode === undefined
      ? ""
      : isOpen
        ? "; others on this machine may read or write the file"
        : "; the file is yours alone";
  return {
    about: "the way",
    asked: "whose credentials are used",
    cameBack: `${isTemporary ? "temporary ones, with a token" : "lasting ones"}, from ${source}${whose}`,
    means: isOpen
      ? "take the file away from others (chmod 600), and rotate the key if they are not trusted"
      : isTemporary
        ? "an up that lasts longer than they do stops, and the next one goes on"
        : "they open the account until somebody takes them back: a key of its own for deployments is best",
    page: "docs/operations.md#rotating-keys",
    standing: isOpen ? "wrong" : "fine",
  };
}

async function modeOf(file: string): Promise<number | undefined> {
  // Windows has no such bits.
  if (process.platform === "win32") return undefined;
  try {
    return (await stat(file)).mode;
  } catch {
    return undefined;
  }
}

/** From here on a call is refused for its time. */
const TOLERATED_MS = 5 * 60_000;

/** The distance of this machine's clock from the service's, which tells whole seconds. */
export function clockFinding(aheadMs: number): Finding {
  const seconds = Math.round(Math.abs(aheadMs) / 1000);
  const isFar = Math.abs(aheadMs) > TOLERATED_MS;
  return {
    about: "the way",
    asked: "how far is this machine's clock from the service's",
    cameBack:
      seconds <= 1
        ? "a second at most"
        : `${seconds.toLocaleString("en-US")} s ${aheadMs > 0 ? "behind it" : "ahead of it"}`,
    means: isFar
      ? "calls are refused for it once, and then signed with the service's time: set the clock"
      : "calls are let in",
    page: "docs/operations.md",
    standing: isFar ? "wrong" : "fine",
  };
}
