import { createHash, randomBytes } from "node:crypto";

/** Where ids and chances come from. */
export interface Random {
  /** 32 lower-case hex digits, as users, stores, groups and jobs have them. */
  id(): string;
  /** A dashed UUID, as requests have it. */
  uuid(): string;
  /** From 0 to 1. */
  chance(): number;
}

/**
 * By a seed two runs make the same ids. The count of starts goes in as well, or a second start on the same file
 * would make the ids that are there already.
 */
export function randomFrom(seed: number | undefined, starts: number): Random {
  return new ByteRandom(seed === undefined ? randomBytes : seeded(`${String(seed)}:${String(starts)}`));
}

class ByteRandom implements Random {
  readonly #bytes: (count: number) => Buffer;

  constructor(bytes: (count: number) => Buffer) {
    this.#bytes = bytes;
  }

  id(): string {
    return this.#bytes(16).toString("hex");
  }

  uuid(): string {
    return this.id().replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, "$1-$2-4$3-a$4-$5");
  }

  chance(): number {
    return this.#bytes(4).readUInt32BE(0) / 2 ** 32;
  }
}

/** Hashes of a counter; of every hash only what is asked for is used, at most 32 bytes. */
function seeded(seed: string): (count: number) => Buffer {
  let counter = 0;
  return (count) =>
    createHash("sha256")
      .update(`${seed}:${String(counter++)}`)
      .digest()
      .subarray(0, count);
}
