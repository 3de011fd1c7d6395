import { systemClock, type Clock } from "../clock";
import { UsageError } from "../errors/usageError";
import type { CredentialSource, Credentials } from "./types";

/** Temporary credentials are replaced this long before they expire, so that a call under way still gets through. */
const MARGIN_MS = 60_000;

export type FoundCredentials = Credentials & {
  /** For people; contains no secret. */
  readonly source: string;
  /** The file they are in, or those that a role was assumed with. */
  readonly file?: string;
};

export interface ChainOptions {
  /** In the order of the search. */
  readonly sources: readonly CredentialSource[];
  /** Exchanges the credentials found for those of a role. */
  readonly exchange?: (base: Credentials) => Promise<{ credentials: Credentials; expires: number }>;
  /** For people: the assumed role. */
  readonly role?: string;
  readonly clock?: Clock;
}

interface Cached {
  readonly found: FoundCredentials;
  readonly expires: number;
}

/** Asks one source after another for a complete set of credentials, and caches the first until it expires. */
export class CredentialChain {
  readonly #options: ChainOptions;
  readonly #clock: Clock;
  #cached: Promise<Cached> | undefined;

  constructor(options: ChainOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
  }

  async get(): Promise<FoundCredentials> {
    const search = this.#remembered();
    const cached = await search;
    if (this.#clock.now() < cached.expires - MARGIN_MS) return cached.found;
    if (this.#cached === search) this.invalidate();
    // Not checked again: the service may refuse credentials that come almost expired.
    return (await this.#remembered()).found;
  }

  /** Drops the cached credentials, because the service no longer takes them. */
  invalidate(): void {
    this.#cached = undefined;
  }

  /** One search for all callers at the same time. */
  #remembered(): Promise<Cached> {
    if (this.#cached) return this.#cached;
    const search = this.#search();
    this.#cached = search;
    search.catch(() => {
      if (this.#cached === search) this.#cached = undefined;
    });
    return search;
  }

  async #search(): Promise<Cached> {
    const lookedFor: string[] = [];
    for (const source of this.#options.sources) {
      const result = await source.find();
      if (result.kind === "absent") {
        lookedFor.push(...result.lookedFor);
        continue;
      }
      const { credentials, expires = Infinity, file } = result;
      const place = file === undefined ? {} : { file };
      const { exchange, role } = this.#options;
      if (!exchange) return { found: { ...credentials, source: result.source, ...place }, expires };
      const assumed = await exchange(credentials);
      const by = `${role ?? "a role"}, assumed with credentials from ${result.source}`;
      return { found: { ...assumed.credentials, source: by, ...place }, expires: assumed.expires };
    }
    throw new UsageError(
      `no Tencent Cloud credentials were found. Looked for: ${lookedFor.join("; ")}. ` +
        `Set TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY, or try it without an account: ` +
        `pulumi config set ciam:endpoint embedded`,
    );
  }
}
