import type { Props } from "../resources/resource";
import { Secret } from "../users/input/envelope/secret";
import { UNKNOWN } from "../users/input/envelope/unknown";

/** The engine's mark for a secret; only with it can a dynamic provider mark one of its own values. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** The engine's mark for a value that is not known before the update, as our answers have it. */
export const UNKNOWN_SIGN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** What Pulumi prints in the place of a secret. */
export const SECRET_SIGN = "[secret]";

/** The engine has one of these for each type that it expects of the value: text, boolean, number, list, asset, archive, object. */
const unknownSigns: ReadonlySet<unknown> = new Set([
  UNKNOWN_SIGN,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

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
  if (typeof value === "string") return unknownSigns.has(value) ? UNKNOWN : value;
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
