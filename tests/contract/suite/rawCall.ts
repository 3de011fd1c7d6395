import { createHash, createHmac } from "node:crypto";
import { request as http } from "node:http";
import { request as https } from "node:https";
import type { Caller } from "./api";

/** A call signed here by the letter of the documentation, so that any part of it can be wrong. */
export interface RawCall {
  readonly action: string;
  readonly version?: string;
  readonly body?: string;
  /** Seconds since the epoch. */
  readonly timestamp?: number;
  readonly date?: string;
  readonly service?: string;
  /** The signed host; the call is always sent to host and port. */
  readonly host?: string;
  readonly signed?: readonly string[];
  readonly unsignedPayload?: boolean;
  readonly authorization?: string;
  readonly method?: string;
  /** Of a GET request. */
  readonly query?: string;
}

/** The code of the answer: `OK`, or an error's. */
export async function rawCode(caller: Caller, call: RawCall): Promise<string> {
  const { method = "POST", query, body = query === undefined ? "{}" : "" } = call;
  const url = query === undefined ? caller.endpoint : `${caller.endpoint}/?${query}`;
  const text = await send(url, method, headersOf(caller, { ...call, method, body }), body);
  const reply = JSON.parse(text) as { Response: { Error?: { Code: string } } };
  return reply.Response.Error?.Code ?? "OK";
}

function headersOf({ endpoint, secretId, secretKey, token, region }: Caller, call: RawCall): Record<string, string> {
  const { host: realHost } = new URL(endpoint);
  const {
    action,
    version = "2022-03-31",
    method = "POST",
    query,
    body = "",
    timestamp = Math.floor(Date.now() / 1000),
    service = "ciam",
    host = realHost,
  } = call;
  const date = call.date ?? new Date(timestamp * 1000).toISOString().slice(0, 10);
  const signed = call.signed ?? ["content-type", "host"];
  const headers: Record<string, string> = {
    "content-type": query === undefined ? "application/json" : "application/x-www-form-urlencoded",
    host: realHost,
    "x-tc-action": action,
    "x-tc-version": version,
    "x-tc-timestamp": String(timestamp),
    "x-tc-region": region,
    ...(token !== undefined && { "x-tc-token": token }),
    ...(call.unsignedPayload === true && { "x-tc-content-sha256": "UNSIGNED-PAYLOAD" }),
  };
  const canonicalHeaders = signed
    .map((name) => `${name}:${(name === "host" ? host : (headers[name] ?? "")).toLowerCase()}\n`)
    .join("");
  const payload = call.unsignedPayload === true ? "UNSIGNED-PAYLOAD" : body;
  const canonical = `${method}\n/\n${query ?? ""}\n${canonicalHeaders}\n${signed.join(";")}\n${sha256(payload)}`;
  const scope = `${date}/${service}/tc3_request`;
  const toSign = `TC3-HMAC-SHA256\n${String(timestamp)}\n${scope}\n${sha256(canonical)}`;
  const key = [date, service, "tc3_request"].reduce<string | Buffer>(
    (secret, part) => hmac(secret, part),
    `TC3${secretKey}`,
  );
  const signature = hmac(key, toSign).toString("hex");
  headers["authorization"] =
    call.authorization ??
    `TC3-HMAC-SHA256 Credential=${secretId}/${scope}, SignedHeaders=${signed.join(";")}, Signature=${signature}`;
  return headers;
}

function send(url: string, method: string, headers: Record<string, string>, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = url.startsWith("https:") ? https : http;
    const sent = request(
      url,
      { method, headers: { ...headers, "content-length": Buffer.byteLength(body) } },
      (reply) => {
        const chunks: Buffer[] = [];
        reply.on("data", (chunk: Buffer) => chunks.push(chunk));
        reply.on("end", () => {
          resolve(Buffer.concat(chunks).toString());
        });
      },
    );
    sent.on("error", reject);
    sent.end(body);
  });
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}
