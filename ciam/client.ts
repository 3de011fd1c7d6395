import {
  actions,
  API_VERSION,
  SERVICE,
  type ActionName,
  type ActionSpec,
  type RequestOf,
  type ResponseOf,
} from "./actions";
import { systemClock, type Clock } from "./clock";
import { refuseDummy, type Credentials } from "./credentials";
import type { Endpoint } from "./endpoint";
import { readEnvelope } from "./transport/envelope";
import { CiamError } from "./errors";
import { checkedRate, DEFAULT_RATE, processLimiter, TokenBuckets, type RateLimiter } from "./transport/limiter";
import { LARGEST_REQUEST, malformed, requestInvalid, requestTooLarge } from "./errors/ownErrors";
import { remedyHere } from "./errors/remedies";
import { RetryBudget, withRetries, type Repair } from "./transport/retry";
import { sign } from "./transport/tc3";
import { defaultTransport, type Transport } from "./transport";
import { UsageError } from "./errors/usageError";

export type Language = "en-US" | "zh-CN";

export interface CiamClientOptions {
  readonly endpoint: Endpoint;
  /** Value of X-TC-Region, which every action demands. */
  readonly region: string;
  /** The language of the service's messages. Default: `en-US`. */
  readonly language?: Language | undefined;
  /** Asked on every call: a `CredentialChain`, or anything that caches. */
  readonly credentials: { get(): Promise<Credentials>; invalidate?(): void };
  readonly clock?: Clock;
  /** A number from 0 to 1, for the jitter. Default: `Math.random`. */
  readonly random?: () => number;
  /** Requests a second for each action, at most 20. Default: 15. */
  readonly rate?: number | undefined;
  /** Default: the one of the process, or a new one when a clock is handed in. */
  readonly limiter?: RateLimiter;
  readonly transport?: Transport;
  /** The deadline of a single attempt, in milliseconds. Default: 60000. */
  readonly deadlineMs?: number | undefined;
}

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
}

interface Call {
  readonly spec: ActionSpec;
  readonly request: unknown;
  readonly body: Buffer;
  readonly signal: AbortSignal | undefined;
}

const CONTENT_TYPE = "application/json; charset=utf-8";
const DEADLINE_MS = 60_000;

/**
 * Calls CIAM: signs, keeps to the allowed rate, repeats what may be repeated, and returns checked values. A call fails
 * with `ServiceError` when the service refused it or could not be reached, with `AmbiguousError` when its outcome is
 * unknown (both are `CiamError`s), with `UsageError` for a mistake on this side, and with the signal's reason when it
 * was aborted: a read at any time, anything else before it was sent.
 */
export class CiamClient {
  readonly endpoint: Endpoint;
  /** The page size that each list was last read by: larger ones, which the service may refuse, are not tried again. */
  readonly pageSizes = new Map<ActionName, number>();
  readonly #options: CiamClientOptions;
  readonly #clock: Clock;
  readonly #limiter: RateLimiter;
  readonly #rate: number;
  readonly #budget = new RetryBudget();
  /** How far the service's clock is ahead of ours, by the last reply with a time. */
  #measuredAhead: number | undefined;
  /** The part of it that signatures apply: none until a signature was refused for its time. */
  #ahead = 0;

  constructor(options: CiamClientOptions) {
    if (options.endpoint.url === "embedded") {
      throw new UsageError("the embedded emulator has to be started before it can be called");
    }
    this.endpoint = options.endpoint;
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#limiter = options.limiter ?? (options.clock ? new TokenBuckets(options.clock) : processLimiter);
    this.#rate = checkedRate(options.rate ?? DEFAULT_RATE);
  }

  /** The service's clock in milliseconds since the epoch, by its last reply; ours before the first one. */
  serviceNow(): number {
    return this.#clock.now() + (this.#measuredAhead ?? 0);
  }

  async call<A extends ActionName>(
    action: A,
    request: RequestOf<A>,
    options: CallOptions = {},
  ): Promise<ResponseOf<A>> {
    const spec: ActionSpec = actions[action];
    const { signal } = options;
    const body = bodyOf(spec, request);
    try {
      const reply = await withRetries(() => this.#attempt({ spec, request, body, signal }), {
        kind: spec.kind,
        clock: this.#clock,
        random: this.#options.random ?? Math.random,
        budget: this.#budget,
        repair: (what) => this.#repair(what),
        signal,
      });
      // ResponseOf<A> is derived from the schema that parsed the reply.
      return reply as ResponseOf<A>;
    } catch (error) {
      // What a read would have answered, nobody waits for; of a write it matters that nobody knows.
      if (spec.kind === "read") signal?.throwIfAborted();
      throw error;
    }
  }

  async #attempt({ spec, request, body, signal }: Call): Promise<unknown> {
    const { endpoint, transport = defaultTransport, deadlineMs = DEADLINE_MS } = this.#options;
    const credentials = await this.#options.credentials.get();
    refuseDummy(credentials, endpoint.url);
    const allowance = { host: endpoint.host, secretId: credentials.secretId, action: spec.name };
    await this.#limiter.acquire(allowance, this.#rate, signal);
    signal?.throwIfAborted();
    const headers = this.#headers(spec.name, body, credentials);
    const { json, date } = await transport({ action: spec.name, url: endpoint.url, headers, body, deadlineMs, signal });
    if (date !== undefined) this.#measuredAhead = date - this.#clock.now();
    const { secretId, secretKey, token } = credentials;
    const sent = [request, secretId, secretKey, token];
    try {
      return replyOf(
        spec,
        readEnvelope(spec.name, json, sent, (code) => remedyHere(code, spec, endpoint)),
      );
    } catch (error) {
      if (error instanceof CiamError && error.class === "throttled") this.#limiter.slowDown(allowance);
      throw error;
    }
  }

  #headers(action: string, body: Buffer, { secretId, secretKey, token }: Credentials): Record<string, string> {
    const { endpoint, region, language = "en-US" } = this.#options;
    const { host } = endpoint;
    const timestamp = Math.floor((this.#clock.now() + this.#ahead) / 1000);
    const { authorization } = sign({
      host,
      contentType: CONTENT_TYPE,
      service: SERVICE,
      timestamp,
      body,
      secretId,
      secretKey,
    });
    return {
      Authorization: authorization,
      "Content-Type": CONTENT_TYPE,
      Host: host,
      "X-TC-Action": action,
      "X-TC-Version": API_VERSION,
      "X-TC-Timestamp": String(timestamp),
      "X-TC-Region": region,
      "X-TC-Language": language,
      "X-TC-RequestClient": "pulumi-tencentcloud-ciam",
      ...(token === undefined ? {} : { "X-TC-Token": token }),
    };
  }

  #repair(what: Repair): boolean {
    switch (what) {
      case "clock":
        if (this.#measuredAhead === undefined) return false;
        this.#ahead = this.#measuredAhead;
        return true;
      case "token":
        if (!this.#options.credentials.invalidate) return false;
        this.#options.credentials.invalidate();
        return true;
    }
  }
}

function bodyOf(spec: ActionSpec, request: unknown): Buffer {
  const parsed = spec.request.safeParse(request);
  if (!parsed.success) throw requestInvalid(spec.name, pathOf(parsed.error.issues[0]));
  const body = Buffer.from(JSON.stringify(parsed.data));
  if (body.length > LARGEST_REQUEST) throw requestTooLarge(spec.name, body.length);
  return body;
}

function replyOf(spec: ActionSpec, response: unknown): unknown {
  const parsed = spec.response.safeParse(response);
  if (!parsed.success) throw malformed(spec.name, `it does not fit at ${pathOf(parsed.error.issues[0])}`);
  return parsed.data;
}

/** Names of members and list positions only; the schema library's own message could quote a value. */
function pathOf(issue: { path: PropertyKey[] } | undefined): string {
  return issue && issue.path.length > 0 ? issue.path.map(String).join(".") : "its root";
}
