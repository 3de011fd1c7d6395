import { Map as MessageMap } from "google-protobuf";

/** It names the prototype of an object, and the library keeps maps in objects. */
const RESERVED = "__proto__";

/** No name has it: a NUL is refused in every text. */
const STAND_IN = `\0${RESERVED}`;

/**
 * Makes the library keep a member that it would lose without a word: a user of this key would be neither checked nor
 * imported. `check` refuses it like other keys that JavaScript keeps for itself.
 */
export function keepReservedNames(): void {
  const { prototype } = MessageMap;
  const set = Reflect.get(prototype, "set");
  prototype.set = function (name: unknown, value: unknown) {
    return set.call(this, name === RESERVED ? STAND_IN : name, value);
  };
}

/** The name that was sent. */
export function sentName(kept: string): string {
  return kept === STAND_IN ? RESERVED : kept;
}
