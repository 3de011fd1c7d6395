import { hash, randomBytes } from "node:crypto";

/** The source of ids and random decisions. */
export interface Random {
  /** 32 lower-case hex digits, the form of users, stores, groups and jobs. */
  id(): string;
  /** A dashed UUID, the form of requests. */
  uuid(): string;
  /** From 0 to 1. */
  chance(): number;
  /** Continues as after this many starts. */
  reseed(starts: number): void;
}

/**
 * With one seed, two runs make the same ids. The number of starts is part of it: otherwise a second start on the same
 * file would repeat the ids that are already there.
 */
export function randomFrom(seed: number | undefined, starts: number): Random {
  return new ByteRandom(
    (count) => (seed === undefined ? pooled() : seeded(`${String(seed)}:${String(count)}`)),
    starts,
  );
}

class ByteRandom implements Random {
  readonly #from: (starts: number) => (count: number) => Buffer;
  #bytes: (count: number) => Buffer;

  constructor(from: (starts: number) => (count: number) => Buffer, starts: number) {
    this.#from = from;
    this.#bytes = from(starts);
  }

  reseed(starts: number): void {
    this.#bytes = this.#from(starts);
  }

  id(): string {
    return this.#bytes(16).toString("hex");
  }

  uuid(): string {
    const id = this.id();
    return `${id.slice(0, 8)}-${id.slice(8, 12)}-4${id.slice(13, 16)}-a${id.slice(17, 20)}-${id.slice(20)}`;
  }

  chance(): number {
    return this.#bytes(4).readUInt32BE(0) / 2 ** 32;
  }
}

/** Each call to the system costs more than thousands of bytes do. */
const POOL = 4096;

function pooled(): (count: number) => Buffer {
  let pool = randomBytes(0);
  return (count) => {
    if (pool.length < count) pool = randomBytes(POOL);
    const bytes = pool.subarray(0, count);
    pool = pool.subarray(count);
    return bytes;
  };
}

/** Hashes of a counter; each hash gives only the bytes asked for, at most 32. */
function seeded(seed: string): (count: number) => Buffer {
  let counter = 0;
  return (count) => hash("sha256", `${seed}:${String(counter++)}`, "buffer").subarray(0, count);
}
