import type { CheckedUser } from "../check";
import { isHash } from "./hash";
import { isMask } from "./mask";
import type { Uniform } from "./census";
import type { PasswordEncryptType } from "../../model/user";

const forms: Readonly<Record<PasswordEncryptType, { pattern: RegExp; description: string }>> = {
  BCRYPT: {
    pattern: /^\$2[abxy]?\$\d\d\$[./A-Za-z0-9]{53}$/,
    description: "60 characters that begin with $2a$, $2b$ or $2y$",
  },
  SHA1: { pattern: /^(?:[0-9a-f]{40}|[A-Za-z0-9+/]{27}=)$/i, description: "40 hex digits, or 28 characters of base64" },
  MD5: { pattern: /^(?:[0-9a-f]{32}|[A-Za-z0-9+/]{22}==)$/i, description: "32 hex digits, or 24 characters of base64" },
};

// Object.keys forgets the type of the keys; the table above is closed.
const types = Object.keys(forms) as PasswordEncryptType[];

/** What a hash of this type looks like, unless the password does. */
export function hashMismatch(password: string, type: PasswordEncryptType): string | undefined {
  const { pattern, description } = forms[type];
  return pattern.test(password) ? undefined : description;
}

/** How whoever reads a finding mends it: programs, files and commands have words of their own. */
export interface PasswordWords {
  /** How no password is declared. */
  readonly leaveOut: string;
  /** How it is said that passwords are what they look like. */
  readonly arePlain: string;
}

/**
 * What is wrong with a text in the place of a plaintext password. A hash that is imported as one becomes the password:
 * whoever holds the old system's users then signs in with it.
 */
export function plaintextProblem(password: string, words: PasswordWords): string | undefined {
  if (isMask(password)) return `${LIKE_A_MASK}: ${words.leaveOut}; ${orPlain(words)}`;
  if (!isHash(password)) return undefined;
  const type = types.find((candidate) => hashMismatch(password, candidate) === undefined);
  const remedy = HASH_AND_SALT.test(password)
    ? SPLIT
    : type === undefined
      ? `CIAM imports SHA1, MD5 and BCRYPT only, so ${words.leaveOut}`
      : `set passwordEncryptType to ${type}, or ${words.leaveOut}`;
  return `looks like a hash: ${remedy}; ${orPlain(words)}`;
}

/** A hash in hex with its salt behind it, as many shops and forums keep them. */
const HASH_AND_SALT = /^(?:[0-9a-f]{32}|[0-9a-f]{40}):[^:]+$/i;

const SPLIT =
  'it is a hash with its salt behind a colon, so split it, as in map: (row) => ({...row, password: row.password.split(":")[0], "salt.saltValue": row.password.split(":")[1]}), and set passwordEncryptType and salt.saltLocation.saltLocationType';

/** What is wrong with a text that is to be a hash of this type. */
export function hashProblem(password: string, type: PasswordEncryptType): string | undefined {
  const expected = hashMismatch(password, type);
  if (expected === undefined) return undefined;
  return `is not a ${type} hash, which has ${expected}${HASH_AND_SALT.test(password) ? `: ${SPLIT}` : ""}`;
}

const LIKE_A_MASK = "looks like a mask or the mark of a locked account, not like a password";

/** What is wrong with a text in the place of a hash whose form nobody can tell. */
export function unknownFormProblem(hash: string): string | undefined {
  return isMask(hash) ? `${LIKE_A_MASK} or its hash: leave it out` : undefined;
}

/** What is wrong with a set most of whose passwords are written alike. */
export function uniformProblem({ count, total, length }: Uniform<unknown>, words: PasswordWords): string {
  return `${String(count)} of ${String(total)} passwords have ${String(length)} characters of one alphabet, as hashes do: if they are hashes, ${words.leaveOut}; if they are the passwords themselves, ${words.arePlain}`;
}

function orPlain({ arePlain }: PasswordWords): string {
  return `if it is the password itself, ${arePlain}`;
}

/** The plaintext password of a user, if it has one that is known and looks like one. */
export function plaintextPassword({ user, unknownFields, problems }: CheckedUser): string | undefined {
  const { password, passwordEncryptType } = user;
  if (passwordEncryptType !== undefined || unknownFields.has("passwordEncryptType")) return undefined;
  const isJudged = problems.some(({ path: [field] }) => field === "password" || field === "passwordEncryptType");
  return isJudged ? undefined : password;
}
