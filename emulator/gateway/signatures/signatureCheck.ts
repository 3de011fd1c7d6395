import { ApiError } from "../../service/apiError";
import type { Call } from "../call";
import { isSignedByTc3, SigningKeys, tc3Claim } from "./tc3";
import { isSignedByVersion1, version1Claim } from "./version1";

export interface SignatureOptions {
  readonly secretId: string;
  readonly secretKey: string;
  /**
   * `strict`: only what the documentation says; `tolerant`: also what the vendor's clients do against a local endpoint.
   */
  readonly mode: "strict" | "tolerant";
}

/** By which clocks a call's time is judged. */
export interface Judging {
  /** Milliseconds since the epoch, by each clock that a caller may use. */
  readonly now: readonly number[];
  readonly skewMs: number;
}

/**
 * Verifies who sent a call, by TC3 or by version 1 of the signature. Independent of the client's signing code, so that
 * each checks the other.
 */
export class SignatureCheck {
  readonly #options: SignatureOptions;
  readonly #keys: SigningKeys;

  constructor(options: SignatureOptions) {
    this.#options = options;
    this.#keys = new SigningKeys(options.secretKey);
  }

  /** Refuses a call that was not signed by the owner of the key, or not now. */
  require(call: Call & { readonly body: Buffer }, { now, skewMs }: Judging): void {
    const { secretId, secretKey, mode } = this.#options;
    const claim = call.signed ? version1Claim(call.signed) : tc3Claim(call.headers);
    if (claim.secretId !== secretId) throw new ApiError("AuthFailure.SecretIdNotFound");
    const timestamp = timestampOf(call);
    if (now.every((time) => Math.abs(timestamp * 1000 - time) > skewMs))
      throw new ApiError("AuthFailure.SignatureExpire");
    const fits =
      claim.by === "version 1"
        ? isSignedByVersion1(claim, { host: call.headers.host ?? "", secretKey, mode })
        : isSignedByTc3(claim, call, timestamp, { keys: this.#keys, mode });
    if (!fits) throw new ApiError("AuthFailure.SignatureFailure");
  }
}

function timestampOf({ headers, signed }: Call): number {
  const name = signed ? "the parameter Timestamp" : "the header X-TC-Timestamp";
  const text = headers["x-tc-timestamp"];
  if (text === undefined) throw new ApiError("MissingParameter", `${name} is missing`);
  const timestamp = Number(text);
  if (text === "" || !Number.isInteger(timestamp) || Math.abs(timestamp) > 1e11) {
    throw new ApiError("InvalidParameter", `${name} is not a number of seconds`);
  }
  return timestamp;
}
