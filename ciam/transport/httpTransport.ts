import http from "node:http";
import https from "node:https";
import axios, { AxiosHeaders, isAxiosError, type AxiosResponse } from "axios";
import { CiamError } from "../errors";
import { isLoopback } from "../endpoint";
import * as own from "../errors/ownErrors";
import type { Transport } from "./index";

/** Far above any page of users; it bounds the memory for a faulty answer. */
const LARGEST_RESPONSE = 64 * 1024 * 1024;

/** Idle connections are closed before the server does it: a write on a closed connection has an unknown outcome. */
const keepAlive = { keepAlive: true, maxSockets: 32, timeout: 4_000 } as const;

export interface HttpTransportOptions {
  readonly largestResponse?: number;
}

export function httpTransport({ largestResponse = LARGEST_RESPONSE }: HttpTransportOptions = {}): Transport {
  const httpAgent = new http.Agent(keepAlive);
  const httpsAgent = new https.Agent(keepAlive);

  return async ({ action, url, headers, body, deadlineMs, signal }) => {
    const { host, hostname } = new URL(url);
    const deadline = AbortSignal.timeout(deadlineMs);
    let response: AxiosResponse<Buffer>;
    try {
      response = await axios.request<Buffer>({
        method: "POST",
        url: `${url}/`,
        headers: AxiosHeaders.from({ ...headers, Accept: "application/json" }),
        // A Buffer, because axios trims and re-encodes strings, and the signature covers every byte.
        data: body,
        responseType: "arraybuffer",
        signal: signal ? AbortSignal.any([deadline, signal]) : deadline,
        maxRedirects: 0,
        maxContentLength: largestResponse,
        maxBodyLength: Infinity,
        validateStatus: () => true,
        httpAgent,
        httpsAgent,
        ...(isLoopback(hostname) ? { proxy: false as const } : {}),
      });
    } catch (error) {
      if (signal?.aborted) throw own.abandoned(action, host);
      if (deadline.aborted) throw own.timedOut(action, host, deadlineMs);
      throw converted(error, { action, url, largestResponse });
    }
    const { status } = response;
    if (status >= 300 && status < 400) throw own.redirected(action, host);
    if (status !== 200) throw own.badStatus(action, host, status);
    return { json: parsed(action, response), date: dateOf(response) };
  };
}

interface Sent {
  readonly action: string;
  readonly url: string;
  readonly largestResponse: number;
}

/** Builds our error from the code alone; the library's error is dropped with all its contents. */
function converted(error: unknown, { action, url, largestResponse }: Sent): CiamError {
  const { host } = new URL(url);
  if (!isAxiosError(error)) return own.connectionLost(action, host, "unknown");
  if (error.message.includes("maxContentLength")) return own.responseTooLarge(action, largestResponse);
  const code = error.code ?? "unknown";
  if (error.response || code === "ERR_BAD_RESPONSE" || /^Z_|^ERR_ZLIB|^ERR__ERROR_FORMAT/.test(code))
    return own.truncated(action);
  if (NEVER_CONNECTED.has(code) || own.isTlsCode(code) || failedToConnect(error.cause)) {
    return own.unreachable(action, url, code);
  }
  return own.connectionLost(action, host, code);
}

const NEVER_CONNECTED: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "EADDRNOTAVAIL",
]);

/** For a name with several addresses, Node reports one error that holds one for each. */
function failedToConnect(cause: unknown): boolean {
  if (cause instanceof AggregateError) return cause.errors.length > 0 && cause.errors.every(failedToConnect);
  return cause instanceof Error && "syscall" in cause && cause.syscall === "connect";
}

/** The parser's message would quote the answer, so it is dropped. */
function parsed(action: string, { data, headers }: AxiosResponse<Buffer>): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(data));
  } catch {
    const type: unknown = headers["content-type"];
    throw own.notJson(action, typeof type === "string" ? (type.split(";", 1)[0] ?? "") : "something without a type");
  }
}

function dateOf({ headers }: AxiosResponse<Buffer>): number | undefined {
  const date: unknown = headers["date"];
  const time = typeof date === "string" ? Date.parse(date) : NaN;
  return Number.isNaN(time) ? undefined : time;
}
