import { CiamClient, type CiamClientOptions } from "../../../ciam/client";
import type { ActionName } from "../../../ciam/actions";
import { actions, API_VERSION, SERVICE } from "../../../ciam/actions";
import type { Clock } from "../../../ciam/clock";
import { refuseDummy, type FoundCredentials } from "../../../ciam/credentials";
import { isRefusal, isTimeRefused } from "../../../ciam/errors/catalogue/meanings";
import type { CiamError } from "../../../ciam/errors";
import { readEnvelope } from "../../../ciam/transport/envelope";
import { defaultTransport } from "../../../ciam/transport";
import { DEFAULT_RATE, type RateLimiter } from "../../../ciam/transport/limiter";
import { RetryBudget, withRetries } from "../../../ciam/transport/retry";
import { sign } from "../../../ciam/transport/tc3";

/** The service and the caller. */
export interface Way extends Pick<CiamClientOptions, "endpoint" | "region" | "transport" | "random"> {
  readonly credentials: { get(): Promise<FoundCredentials>; invalidate?(): void };
  readonly clock: Clock;
  /** One for all calls of the doctor, odd ones included. */
  readonly limiter: RateLimiter;
}

/** A single call of the doctor waits no longer. */
const DEADLINE_MS = 20_000;

export function clientOn(way: Way): CiamClient {
  return new CiamClient({ ...way, deadlineMs: DEADLINE_MS });
}

/** The difference of a call from those that the client makes. */
interface Oddity {
  readonly region?: string;
  /** The error of its time. */
  readonly offMs?: number;
}

/**
 * Sends what the client never would, and answers what the service said to it: nothing, or why not. It is about nobody, so
 * it may be sent again where it came too soon, or did not arrive.
 */
export function oddCall(
  way: Way,
  action: ActionName,
  request: object,
  oddity: Oddity = {},
): Promise<CiamError | undefined> {
  const { clock, random = Math.random } = way;
  return withRetries(() => sendOdd(way, action, request, oddity), {
    kind: "read",
    clock,
    random,
    budget: new RetryBudget(),
    repair: () => false,
  });
}

async function sendOdd(
  way: Way,
  action: ActionName,
  request: object,
  { region = way.region, offMs = 0 }: Oddity,
): Promise<CiamError | undefined> {
  const { endpoint, clock, credentials, limiter, transport = defaultTransport } = way;
  const { secretId, secretKey, token } = await credentials.get();
  refuseDummy({ secretId, secretKey }, endpoint.url);
  await limiter.acquire({ host: endpoint.host, secretId, action }, DEFAULT_RATE);
  const body = Buffer.from(JSON.stringify(request));
  const contentType = "application/json; charset=utf-8";
  const timestamp = Math.floor((clock.now() + offMs) / 1000);
  const { host } = endpoint;
  const signed = { host, contentType, service: SERVICE, timestamp, body, secretId, secretKey };
  const headers = {
    Authorization: sign(signed).authorization,
    "Content-Type": contentType,
    Host: host,
    "X-TC-Action": actions[action].name,
    "X-TC-Version": API_VERSION,
    "X-TC-Timestamp": String(timestamp),
    "X-TC-Region": region,
    "X-TC-Language": "en-US",
    ...(token === undefined ? {} : { "X-TC-Token": token }),
  };
  const { json } = await transport({ action, url: endpoint.url, headers, body, deadlineMs: DEADLINE_MS });
  try {
    readEnvelope(action, json, [request, secretId, secretKey, token]);
    return undefined;
  } catch (error) {
    if (isTimeRefused(error) || isRefusal(error)) return error;
    throw error;
  }
}
