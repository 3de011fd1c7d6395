import { createHash } from "node:crypto";
import { UsageError } from "../../ciam/errors/usageError";
import { hashMismatch } from "../../provider/users/input/passwords/password";
import type { PasswordEncryptType, Salt } from "../../provider/users/model/user";

/** A hashed password as an import declares it. */
export interface HashedPassword {
  readonly hash: string;
  readonly type: PasswordEncryptType;
  readonly salt: Salt | undefined;
}

export interface Verdict {
  readonly matches: boolean;
  /** The place of the salt with which the password would match; undefined if there is none. */
  readonly wouldMatch?: "HEAD" | "TAIL" | "without the salt";
  /** True if the hash leaves out the end of this password. */
  readonly truncated: boolean;
}

const LONGEST_BCRYPT = 72;

/** Tells if the password, salted as declared, gives the hash. Nothing leaves this machine. */
export async function verify(password: string, { hash, type, salt }: HashedPassword): Promise<Verdict> {
  const salted = withSalt(password, salt);
  const truncated = type === "BCRYPT" && Buffer.byteLength(salted) > LONGEST_BCRYPT;
  if (await gives(salted, hash, type)) return { matches: true, truncated };
  for (const [where, text] of otherPlaces(password, salt)) {
    if (text !== salted && (await gives(text, hash, type))) return { matches: false, wouldMatch: where, truncated };
  }
  return { matches: false, truncated };
}

/** Kind of a hash by its look; plaintext has none. */
export function typeOf(hash: string): PasswordEncryptType | undefined {
  const types: readonly PasswordEncryptType[] = ["BCRYPT", "SHA1", "MD5"];
  return types.find((type) => hashMismatch(hash, type) === undefined);
}

/**
 * The text that is hashed. The grammar of a rule is not documented; the documented examples, `password123` and
 * `passwordabc123`, look like a sample of the result, so `password` in it stands for the password, `salt` for the salt, and
 * the rest for itself.
 */
function withSalt(password: string, salt: Salt | undefined): string {
  if (!salt) return password;
  const { saltValue, saltLocation } = salt;
  switch (saltLocation.saltLocationType) {
    case "HEAD":
      return saltValue + password;
    case "TAIL":
      return password + saltValue;
    case "OTHER": {
      const rule = saltLocation.saltLocationRule?.regex;
      if (rule === undefined || !rule.includes("password")) {
        throw new UsageError(
          "a salt at OTHER needs a rule with the word password in it, as in salt1password or passwordabc123",
        );
      }
      return rule.replace(/password|salt/g, (word) => (word === "password" ? password : saltValue));
    }
  }
}

function otherPlaces(password: string, salt: Salt | undefined): [NonNullable<Verdict["wouldMatch"]>, string][] {
  if (!salt) return [];
  return [
    ["HEAD", salt.saltValue + password],
    ["TAIL", password + salt.saltValue],
    ["without the salt", password],
  ];
}

async function gives(text: string, hash: string, type: PasswordEncryptType): Promise<boolean> {
  if (type !== "BCRYPT") {
    const digest = createHash(type.toLowerCase()).update(text, "utf8").digest();
    return /^[0-9a-f]+$/i.test(hash)
      ? digest.toString("hex") === hash.toLowerCase()
      : digest.toString("base64") === hash;
  }
  const { compare } = await import("bcryptjs");
  // PHP writes 2y and some older tools 2x for what is 2b to everybody else.
  return compare(text, hash.replace(/^\$2[xy]?\$/, "$2b$"));
}
