import { createHmac, createSecretKey, hash, type KeyObject } from "node:crypto";

/** The signature method TC3-HMAC-SHA256, for a POST to `/` without a query: the only kind this API needs. */
export const ALGORITHM = "TC3-HMAC-SHA256";
const TERMINATOR = "tc3_request";
const SECONDS_PER_DAY = 86_400;

export interface Tc3Request {
  /** As it is sent in the Host header. */
  readonly host: string;
  /** As it is sent in the Content-Type header, charset included. */
  readonly contentType: string;
  readonly service: string;
  /** Seconds since the epoch, as sent in X-TC-Timestamp. */
  readonly timestamp: number;
  readonly body: Uint8Array | string;
  readonly secretId: string;
  readonly secretKey: string;
}

export interface Tc3Signature {
  readonly authorization: string;
  readonly signature: string;
  /** Hex SHA-256 of the canonical request, for comparing two signatures. */
  readonly canonicalRequestHash: string;
}

/** Signs the Content-Type and Host headers and the body. */
export function sign(request: Tc3Request): Tc3Signature {
  const { host, contentType, service, timestamp, body, secretId, secretKey } = request;
  const { date, key } = signingKey(secretKey, timestamp, service);
  const scope = `${date}/${service}/${TERMINATOR}`;
  const canonicalRequestHash = sha256(
    [
      "POST",
      "/",
      "",
      `content-type:${contentType.trim().toLowerCase()}`,
      `host:${host.trim().toLowerCase()}`,
      "",
      "content-type;host",
      sha256(body),
    ].join("\n"),
  );
  const stringToSign = [ALGORITHM, timestamp.toFixed(0), scope, canonicalRequestHash].join("\n");
  const signature = hmac(key, stringToSign).toString("hex");
  return {
    authorization: `${ALGORITHM} Credential=${secretId}/${scope}, SignedHeaders=content-type;host, Signature=${signature}`,
    signature,
    canonicalRequestHash,
  };
}

/** The UTC day of the timestamp: the service refuses a scope of any other day. */
export function scopeDate(timestamp: number): string {
  return new Date(timestamp * 1000).toISOString().slice(0, 10);
}

interface SigningKey {
  readonly secretKey: string;
  readonly service: string;
  /** Since the epoch. */
  readonly day: number;
  /** The same day in the form of a scope. */
  readonly date: string;
  readonly key: KeyObject;
}

/** Valid for a day; only the last one is kept, because a process signs for one account at a time. */
let lastKey: SigningKey | undefined;

function signingKey(secretKey: string, timestamp: number, service: string): SigningKey {
  const day = Math.floor(timestamp / SECONDS_PER_DAY);
  if (lastKey?.secretKey !== secretKey || lastKey.day !== day || lastKey.service !== service) {
    const date = scopeDate(timestamp);
    const key = createSecretKey(hmac(hmac(hmac(`TC3${secretKey}`, date), service), TERMINATOR));
    lastKey = { secretKey, service, day, date, key };
  }
  return lastKey;
}

function hmac(key: string | Buffer | KeyObject, text: string): Buffer {
  return createHmac("sha256", key).update(text, "utf8").digest();
}

function sha256(data: Uint8Array | string): string {
  return hash("sha256", data, "hex");
}
