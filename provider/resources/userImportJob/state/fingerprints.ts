import { createHmac, createSecretKey, type KeyObject } from "node:crypto";
import stringify from "safe-stable-stringify";
import { hasUnknown } from "../../../users/input/envelope/unknown";
import type { UserField } from "../../../users/model/fields";
import { isAttributes, normalForm } from "../../../users/plan/compare/normalForm";
import type { DeclaredUser } from "../../../users/model/user";
import type { Props } from "../../resource";

/**
 * What is remembered of a declaration: enough to see that it changed, nothing to log in with. The key is itself a secret
 * of the state, because a bare hash of a password can be guessed.
 */
export class Fingerprints {
  readonly #key: KeyObject;

  /** The key is in hex, as the record has it. */
  constructor(key: string) {
    this.#key = createSecretKey(Buffer.from(key, "hex"));
  }

  /** Of a declared credential. */
  credential({ password, salt, passwordEncryptType }: DeclaredUser): string | null {
    return password === undefined ? null : this.#of([password, salt ?? null, passwordEncryptType ?? null]);
  }

  /** Of the value of a field, whatever form of it the service keeps. */
  value(field: UserField, value: unknown): string {
    return this.#of([field, normalForm(field, value), ...typesIn(value)]);
  }

  /** Of all that a program declared, failed users included; nothing while a part of it is not known. */
  declaration(inputs: Props): string | undefined {
    return hasUnknown(inputs) ? undefined : this.#of(inputs);
  }

  #of(value: object): string {
    return createHmac("sha256", this.#key).update(stringify(value)).digest("hex").slice(0, 32);
  }
}

/** Of custom attributes, which are compared with their types, in whatever order they come. */
function typesIn(value: unknown): string[] {
  if (!isAttributes(value)) return [];
  return value.flatMap(({ name, type }) => (type === undefined ? [] : [`${name}:${type.toUpperCase()}`])).sort();
}
