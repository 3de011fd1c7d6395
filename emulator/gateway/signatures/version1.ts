import { createHmac } from "node:crypto";
import { ApiError } from "../../service/apiError";
import type { SignedParameters } from "../signedParameters";
import { isSame } from "./isSame";
import { signedHosts } from "./signedHosts";

/** What a call with signed parameters says of its sender. */
export interface Version1Claim {
  readonly by: "version 1";
  readonly secretId: string;
  readonly algorithm: "sha1" | "sha256";
  readonly signature: string;
  readonly parameters: SignedParameters;
}

const algorithms: Readonly<Record<string, Version1Claim["algorithm"]>> = { HmacSHA1: "sha1", HmacSHA256: "sha256" };

/** The claim of a call with signed parameters, or the error for what is missing of it. */
export function version1Claim(parameters: SignedParameters): Version1Claim {
  const sent = new Map(parameters.pairs);
  const required = (name: string): string => {
    const value = sent.get(name);
    if (value === undefined || value === "") throw new ApiError("MissingParameter", `the parameter ${name} is missing`);
    return value;
  };
  // Without a method the documentation means the older one.
  const method = sent.get("SignatureMethod") ?? "HmacSHA1";
  required("Action");
  const [secretId, signature] = [required("SecretId"), required("Signature")];
  if (!/^\d+$/.test(required("Nonce"))) throw new ApiError("InvalidParameter", "the parameter Nonce is not a number");
  const algorithm = Object.hasOwn(algorithms, method) ? algorithms[method] : undefined;
  if (algorithm === undefined) {
    throw new ApiError(
      "InvalidParameterValue",
      "SignatureMethod is HmacSHA1 or HmacSHA256; TC3-HMAC-SHA256 is for headers",
    );
  }
  return { by: "version 1", secretId, algorithm, signature, parameters };
}

interface Verifier {
  readonly host: string;
  readonly secretKey: string;
  readonly mode: "strict" | "tolerant";
}

/** True if the signature covers method, host, path and all parameters by their names. */
export function isSignedByVersion1(
  { algorithm, signature, parameters: { method, pairs } }: Version1Claim,
  { host, secretKey, mode }: Verifier,
): boolean {
  const sent = Buffer.from(signature, "base64");
  const covered = pairs.filter(([name]) => name !== "Signature");
  return signedHosts(host, mode).some((signedHost) =>
    namings(mode).some((naming) => {
      const text = `${method}${signedHost}/?${inOrder(covered.map(([name, value]) => [naming(name), value] as const))}`;
      return isSame(sent, createHmac(algorithm, secretKey).update(text, "utf8").digest());
    }),
  );
}

function inOrder(pairs: readonly (readonly [string, string])[]): string {
  return [...pairs]
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([name, value]) => `${name}=${value}`)
    .join("&");
}

/** The SDKs for Python and Java sign a dot where a name has an underscore. */
function namings(mode: Verifier["mode"]): ((name: string) => string)[] {
  const asSent = (name: string): string => name;
  return mode === "strict" ? [asSent] : [asSent, (name) => name.replaceAll("_", ".")];
}
