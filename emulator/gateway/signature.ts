import { createHmac, createSecretKey, hash, timingSafeEqual, type KeyObject } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { ApiError } from "../service/apiError";

/** Verifies TC3-HMAC-SHA256. Independent of the client's signing code, so that each checks the other. */
export interface Signed {
  readonly method: "POST" | "GET";
  readonly headers: IncomingHttpHeaders;
  /** As sent, without the question mark. */
  readonly query: string;
  readonly body: Buffer | string;
}

export interface Verification {
  readonly secretId: string;
  readonly secretKey: string;
  /** Milliseconds since the epoch, by each clock that a caller may use. */
  readonly now: readonly number[];
  readonly skewMs: number;
  /**
   * `strict`: only what the documentation says; `tolerant`: also what the vendor's SDKs do against a local endpoint.
   */
  readonly mode: "strict" | "tolerant";
}

interface Claim {
  readonly secretId: string;
  readonly date: string;
  readonly service: string;
  readonly signedHeaders: string;
  readonly signature: string;
}

const AUTHORIZATION =
  /^TC3-HMAC-SHA256 Credential=(?<secretId>[^/,\s]+)\/(?<date>\d{4}-\d{2}-\d{2})\/(?<service>[^/,\s]+)\/tc3_request, ?SignedHeaders=(?<signedHeaders>[\w;-]+), ?Signature=(?<signature>[0-9a-f]{64})$/;

export function verifySignature({ headers, ...signed }: Signed, by: Verification): void {
  const claim = claimOf(headers.authorization);
  if (claim.secretId !== by.secretId) throw new ApiError("AuthFailure.SecretIdNotFound");
  const timestamp = timestampOf(headers);
  if (by.now.every((now) => Math.abs(timestamp * 1000 - now) > by.skewMs))
    throw new ApiError("AuthFailure.SignatureExpire");
  const fits =
    claim.date === new Date(timestamp * 1000).toISOString().slice(0, 10) &&
    serviceFits(claim.service, headers.host ?? "", by.mode) &&
    ["content-type", "host"].every((name) => claim.signedHeaders.split(";").includes(name)) &&
    hostsOf(headers.host ?? "", by.mode).some((host) =>
      signatureFits(claim, { ...signed, headers: { ...headers, host } }, by.secretKey),
    );
  if (!fits) throw new ApiError("AuthFailure.SignatureFailure");
}

function claimOf(authorization: string | undefined): Claim {
  const groups = AUTHORIZATION.exec(authorization ?? "")?.groups;
  if (!groups) throw new ApiError("AuthFailure.InvalidAuthorization");
  const { secretId = "", date = "", service = "", signedHeaders = "", signature = "" } = groups;
  return { secretId, date, service, signedHeaders, signature };
}

function timestampOf(headers: IncomingHttpHeaders): number {
  const text = headers["x-tc-timestamp"];
  if (text === undefined) throw new ApiError("MissingParameter", "the header X-TC-Timestamp is missing");
  const timestamp = Number(text);
  if (!Number.isInteger(timestamp) || Math.abs(timestamp) > 1e11) {
    throw new ApiError("InvalidParameter", "the header X-TC-Timestamp is not a number of seconds");
  }
  return timestamp;
}

/** An SDK takes the part before the first dot of the endpoint for the service: `127` for 127.0.0.1. */
function serviceFits(service: string, host: string, mode: Verification["mode"]): boolean {
  return service === "ciam" || (mode === "tolerant" && !host.startsWith("ciam."));
}

/** One SDK signs the host without its port, another with it; both send it with the port. */
function hostsOf(host: string, mode: Verification["mode"]): string[] {
  return mode === "strict" ? [host] : [host, host.replace(/:\d+$/, "")];
}

function signatureFits(
  { date, service, signedHeaders, signature }: Claim,
  { method, headers, query, body }: Signed,
  secretKey: string,
): boolean {
  const unsigned = headers["x-tc-content-sha256"] === "UNSIGNED-PAYLOAD";
  const canonicalHeaders = signedHeaders
    .split(";")
    .map(
      (name) =>
        `${name}:${String(headers[name] ?? "")
          .trim()
          .toLowerCase()}\n`,
    )
    .join("");
  const canonical = [
    method,
    "/",
    query,
    canonicalHeaders,
    signedHeaders,
    sha256(unsigned ? "UNSIGNED-PAYLOAD" : body),
  ].join("\n");
  const scope = `${date}/${service}/tc3_request`;
  const toSign = ["TC3-HMAC-SHA256", String(headers["x-tc-timestamp"]), scope, sha256(canonical)].join("\n");
  return timingSafeEqual(hmac(signingKey(secretKey, date, service), toSign), Buffer.from(signature, "hex"));
}

/** A key is valid for a day, so it is derived once; around midnight there are two. */
const signingKeys = new Map<string, KeyObject>();
const SIGNING_KEYS_KEPT = 16;

function signingKey(secretKey: string, date: string, service: string): KeyObject {
  const name = JSON.stringify([secretKey, date, service]);
  const known = signingKeys.get(name);
  if (known) return known;
  const key = createSecretKey(hmac(hmac(hmac(`TC3${secretKey}`, date), service), "tc3_request"));
  if (signingKeys.size >= SIGNING_KEYS_KEPT) signingKeys.clear();
  signingKeys.set(name, key);
  return key;
}

function hmac(key: string | Buffer | KeyObject, text: string): Buffer {
  return createHmac("sha256", key).update(text, "utf8").digest();
}

function sha256(data: Buffer | string): string {
  return hash("sha256", data, "hex");
}
