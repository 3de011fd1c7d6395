import { createHmac, createSecretKey, hash, type KeyObject } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { ApiError } from "../../service/apiError";
import type { Call } from "../call";
import { isSame } from "./isSame";
import { signedHosts, withoutScheme } from "./signedHosts";

/** What the Authorization header of a call says of its sender. */
export interface Tc3Claim {
  readonly by: "TC3";
  readonly secretId: string;
  readonly date: string;
  readonly service: string;
  readonly signedHeaders: string;
  readonly signature: string;
}

const AUTHORIZATION =
  /^TC3-HMAC-SHA256 Credential=(?<secretId>[^/,\s]+)\/(?<date>\d{4}-\d{2}-\d{2})\/(?<service>[^/,\s]+)\/tc3_request, ?SignedHeaders=(?<signedHeaders>[\w;-]+), ?Signature=(?<signature>[0-9a-f]{64})$/;

export function tc3Claim({ authorization = "" }: IncomingHttpHeaders): Tc3Claim {
  const groups = AUTHORIZATION.exec(authorization)?.groups;
  if (!groups) throw new ApiError("AuthFailure.InvalidAuthorization");
  const { secretId = "", date = "", service = "", signedHeaders = "", signature = "" } = groups;
  return { by: "TC3", secretId, date, service, signedHeaders, signature };
}

interface Verifier {
  readonly keys: SigningKeys;
  readonly mode: "strict" | "tolerant";
}

/** True if the signature covers the call, its time and at least the headers that it must. */
export function isSignedByTc3(
  claim: Tc3Claim,
  call: Call & { readonly body: Buffer },
  timestamp: number,
  { keys, mode }: Verifier,
): boolean {
  const { host = "" } = call.headers;
  return (
    claim.date === new Date(timestamp * 1000).toISOString().slice(0, 10) &&
    serviceFits(claim.service, host, mode) &&
    ["content-type", "host"].every((name) => claim.signedHeaders.split(";").includes(name)) &&
    signedHosts(host, mode).some((signedHost) =>
      signatureFits(claim, { ...call, headers: { ...call.headers, host: signedHost } }, keys),
    )
  );
}

/** An SDK takes the part before the first dot of the endpoint for the service: `127` for 127.0.0.1. */
function serviceFits(service: string, host: string, mode: Verifier["mode"]): boolean {
  return service === "ciam" || (mode === "tolerant" && !withoutScheme(host).startsWith("ciam."));
}

function signatureFits(
  { date, service, signedHeaders, signature }: Tc3Claim,
  { headers, query, body }: Call & { readonly body: Buffer },
  keys: SigningKeys,
): boolean {
  const canonical = [
    query === undefined ? "POST" : "GET",
    "/",
    query ?? "",
    canonicalHeaders(signedHeaders, headers),
    signedHeaders,
    sha256(payloadOf(headers, query === undefined ? body : "")),
  ].join("\n");
  const scope = `${date}/${service}/tc3_request`;
  const toSign = ["TC3-HMAC-SHA256", String(headers["x-tc-timestamp"]), scope, sha256(canonical)].join("\n");
  return isSame(hmac(keys.for(date, service), toSign), Buffer.from(signature, "hex"));
}

function canonicalHeaders(signedHeaders: string, headers: IncomingHttpHeaders): string {
  return signedHeaders
    .split(";")
    .map(
      (name) =>
        `${name}:${String(headers[name] ?? "")
          .trim()
          .toLowerCase()}\n`,
    )
    .join("");
}

function payloadOf(headers: IncomingHttpHeaders, body: Buffer | string): Buffer | string {
  return headers["x-tc-content-sha256"] === "UNSIGNED-PAYLOAD" ? "UNSIGNED-PAYLOAD" : body;
}

const KEYS_KEPT = 16;

/** The keys derived of one secret. A key is valid for a day, so it is derived once; around midnight there are two. */
export class SigningKeys {
  readonly #secretKey: string;
  readonly #known = new Map<string, KeyObject>();

  constructor(secretKey: string) {
    this.#secretKey = secretKey;
  }

  for(date: string, service: string): KeyObject {
    const name = `${date}/${service}`;
    const known = this.#known.get(name);
    if (known) return known;
    const key = createSecretKey(hmac(hmac(hmac(`TC3${this.#secretKey}`, date), service), "tc3_request"));
    if (this.#known.size >= KEYS_KEPT) this.#known.clear();
    this.#known.set(name, key);
    return key;
  }
}

function hmac(key: string | Buffer | KeyObject, text: string): Buffer {
  return createHmac("sha256", key).update(text, "utf8").digest();
}

function sha256(data: Buffer | string): string {
  return hash("sha256", data, "hex");
}
