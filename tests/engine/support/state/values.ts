import { specialSecretSig, specialSigKey, unknownValue } from "@pulumi/pulumi/runtime/rpc";

/** The preview's sign for a value that is not known yet, whatever its type. */
export const UNKNOWN = unknownValue;

/** A secret, as the engine holds it. */
export class Hidden {
  constructor(readonly value: Value) {}
}

/** A property as the engine holds it. */
export type Value = null | boolean | number | string | Hidden | readonly Value[] | Values;
export interface Values {
  readonly [name: string]: Value;
}

export function secret(value: Value): Hidden {
  return new Hidden(value);
}

export function isValues(value: unknown): value is Values {
  return value !== null && typeof value === "object" && !Array.isArray(value) && !(value instanceof Hidden);
}

/** For a provider that does not accept secrets: the values inside them. */
export function bare(values: Values): Record<string, unknown> {
  return mapped(values, bareValue);
}

export function bareValue(value: Value): unknown {
  if (value instanceof Hidden) return bareValue(value.value);
  if (isList(value)) return value.map(bareValue);
  return isValues(value) ? bare(value) : value;
}

/** Reads values from the wire, where a secret has its signature. */
export function fromWire(wire: Record<string, unknown>): Values {
  return mapped(wire, valueFromWire);
}

function valueFromWire(wire: unknown): Value {
  if (Array.isArray(wire)) return wire.map(valueFromWire);
  if (wire === null || typeof wire === "boolean" || typeof wire === "number" || typeof wire === "string") return wire;
  if (typeof wire !== "object") throw new Error(`${typeof wire} cannot have come over the wire`);
  const object = wire as Record<string, unknown>;
  return object[specialSigKey] === specialSecretSig ? secret(valueFromWire(object.value)) : fromWire(object);
}

/** Writes secrets in their signature, for a receiver that understands it. */
export function toWire(values: Values): Record<string, unknown> {
  return mapped(values, valueToWire);
}

function valueToWire(value: Value): unknown {
  if (value instanceof Hidden) return { [specialSigKey]: specialSecretSig, value: valueToWire(value.value) };
  if (isList(value)) return value.map(valueToWire);
  return isValues(value) ? toWire(value) : value;
}

function containsSecrets(value: Value): boolean {
  if (value instanceof Hidden) return true;
  if (isList(value)) return value.some(containsSecrets);
  return isValues(value) && Object.values(value).some(containsSecrets);
}

export function containsUnknowns(value: Value): boolean {
  if (value instanceof Hidden) return containsUnknowns(value.value);
  if (isList(value)) return value.some(containsUnknowns);
  return isValues(value) ? Object.values(value).some(containsUnknowns) : value === UNKNOWN;
}

/**
 * Restores secrets in a provider's answer from the values sent to it: by path through objects. Any other value that
 * contains a secret, an array for instance, makes the whole value of the same name secret.
 */
export function withSecretsOf(answer: Values, sent: Values): Values {
  return mapped(answer, (value, name) => {
    const before = Object.hasOwn(sent, name) ? sent[name] : undefined;
    if (before === undefined || value instanceof Hidden) return value;
    if (isValues(value) && isValues(before)) return withSecretsOf(value, before);
    return containsSecrets(before) ? secret(value) : value;
  });
}

/** `Array.isArray` does not narrow read-only lists. */
function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

function mapped<From, To>(values: Readonly<Record<string, From>>, map: (value: From, name: string) => To) {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, map(value, name)]));
}
