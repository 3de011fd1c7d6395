import type { Props } from "../resources/resource";
import { Secret } from "../users/input/envelope/secret";
import { UNKNOWN } from "../users/input/envelope/unknown";

/** The engine's mark for a secret; only with it can a dynamic provider mark one of its own values. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** The engine's mark for a value that is not known before the update, whatever its type. */
export const UNKNOWN_SIGN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Properties for the engine: secrets and unknowns in its marks, without `undefined`, which it cannot carry. */
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

/** Properties from the engine: unknowns as values of ours, and secrets that it left wrapped, unwrapped. */
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

/** The value inside the engine's mark for a secret; undefined for any other value. */
export function fromSecret(value: object): { value: unknown } | undefined {
  const object = value as Readonly<Record<string, unknown>>;
  return Object.hasOwn(object, SIGNATURE) && object[SIGNATURE] === SECRET ? { value: object.value } : undefined;
}
