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

  /**
   * Of the value of a field, in whatever of the forms that count as one. Groups have one each, because a user may have
   * others too. That of attributes is followed by one for each type that is named, because it may be named by one side only.
   */
  value(field: UserField, value: unknown): string {
    if (field === "userGroups" && Array.isArray(value) && value.length > 0)
      return value.map((group: unknown) => this.#plain(field, [group])).join(" ");
    return [this.#plain(field, value), ...typesIn(value).map(([name, type]) => this.#type(name, type))].join(" ");
  }

  /** True if a user who has this value has the one of this fingerprint. */
  isHeld(field: UserField, print: string, value: unknown): boolean {
    const [first, ...others] = print.split(" ");
    const now = this.value(field, value).split(" ");
    if (field === "userGroups") return [first, ...others].every((group) => now.some((held) => held === group));
    if (first !== now[0]) return false;
    const types = new Map(others.map(nameAndType));
    return now
      .slice(1)
      .map(nameAndType)
      .every(([name, type]) => (types.get(name) ?? type) === type);
  }

  /** Of all that a program declared, failed users included; nothing while a part of it is not known. */
  declaration(inputs: Props): string | undefined {
    return hasUnknown(inputs) ? undefined : this.#of(inputs);
  }

  #plain(field: UserField, value: unknown): string {
    return this.#of([field, normalForm(field, value)]);
  }

  #type(name: string, type: string): string {
    return `${this.#of(["name", name])}=${this.#of(["type", name, type])}`;
  }

  #of(value: object): string {
    return createHmac("sha256", this.#key).update(stringify(value)).digest("hex").slice(0, 32);
  }
}

/** The types that custom attributes name, by attribute. */
function typesIn(value: unknown): [name: string, type: string][] {
  if (!isAttributes(value)) return [];
  return value.flatMap(({ name, type }): [string, string][] =>
    type === undefined ? [] : [[name, type.toUpperCase()]],
  );
}

function nameAndType(print: string): [name: string, type: string] {
  const [name = "", type = ""] = print.split("=");
  return [name, type];
}
