import type { Props } from "../resources/resource";
import { Secret } from "../users/input/envelope/secret";
import { UNKNOWN } from "../users/input/envelope/unknown";

/** The engine's sign for "what follows is a secret"; the only way a dynamic provider can mark one of its own. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** The engine's sign for a value that is not known before `up`, whatever its type. */
export const UNKNOWN_SIGN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Properties for the engine: secrets and unknowns by its signs, `undefined` left out, which it could not carry. */
export function toEngine(props: Props): Record<string, unknown> {
  return encodeObject(props);
}

function encodeObject(value: Props): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [key, member] of Object.entries(value)) if (member !== undefined) result[key] = encode(member);
  return result;
}

function encode(value: unknown): unknown {
  if (value === UNKNOWN) return UNKNOWN_SIGN;
  if (value instanceof Secret) return { [SIGNATURE]: SECRET, value: encode(value.value) };
  if (Array.isArray(value)) return value.map((member: unknown) => (member === undefined ? null : encode(member)));
  if (value !== null && typeof value === "object") return encodeObject(value as Props);
  return value;
}

/** Properties from the engine: unknowns as values of ours, and any secret it left wrapped taken out of its wrapping. */
export function fromEngine(props: Props): Record<string, unknown> {
  return decode(props) as Record<string, unknown>;
}

function decode(value: unknown): unknown {
  if (value === UNKNOWN_SIGN) return UNKNOWN;
  if (Array.isArray(value)) return value.map(decode);
  if (value === null || typeof value !== "object") return value;
  const object = value as Record<string, unknown>;
  const secret = fromSecret(object);
  if (secret) return decode(secret.value);
  return Object.fromEntries(Object.entries(object).map(([key, member]) => [key, decode(member)]));
}

/** What is inside the engine's sign for a secret; nothing when it is none. */
export function fromSecret(value: object): { value: unknown } | undefined {
  const object = value as Readonly<Record<string, unknown>>;
  return Object.hasOwn(object, SIGNATURE) && object[SIGNATURE] === SECRET ? { value: object.value } : undefined;
}
