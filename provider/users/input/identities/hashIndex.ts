/** Slots in use, at most, before the table grows: half of them. */
const FULL = 0.5;
const FIRST_SLOTS = 64;
const NOTHING = -1;

/**
 * The numbers of texts, in the order in which they came. It keeps no text, only 64 bits of a hash of each, so that
 * millions fit; that two of a million texts look alike to it happens once in ten million times.
 */
export class HashIndex {
  private hashes = new Int32Array(2 * FIRST_SLOTS);
  private numbers = new Int32Array(FIRST_SLOTS).fill(NOTHING);
  private size = 0;

  /** The number of this text if it came before; else it gets the next one, and nothing is answered. */
  enter(text: string): number | undefined {
    if (this.size >= this.numbers.length * FULL) this.grow();
    const [high, low] = hashOf(text);
    const slot = this.slotOf(high, low);
    const number = this.numbers[slot] ?? NOTHING;
    if (number !== NOTHING) return number;
    this.put(slot, high, low, this.size++);
    return undefined;
  }

  /** The number of this text if it came before. */
  find(text: string): number | undefined {
    const number = this.numbers[this.slotOf(...hashOf(text))] ?? NOTHING;
    return number === NOTHING ? undefined : number;
  }

  /** Where the hash is, or where it would go. */
  private slotOf(high: number, low: number): number {
    const { hashes, numbers } = this;
    const mask = numbers.length - 1;
    let slot = low & mask;
    while (numbers[slot] !== NOTHING && (hashes[2 * slot] !== high || hashes[2 * slot + 1] !== low)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private put(slot: number, high: number, low: number, number: number): void {
    this.hashes[2 * slot] = high;
    this.hashes[2 * slot + 1] = low;
    this.numbers[slot] = number;
  }

  private grow(): void {
    const { hashes, numbers } = this;
    this.hashes = new Int32Array(2 * hashes.length);
    this.numbers = new Int32Array(2 * numbers.length).fill(NOTHING);
    for (let slot = 0; slot < numbers.length; slot++) {
      const number = numbers[slot] ?? NOTHING;
      if (number === NOTHING) continue;
      const high = hashes[2 * slot] ?? 0;
      const low = hashes[2 * slot + 1] ?? 0;
      this.put(this.slotOf(high, low), high, low, number);
    }
  }
}

/** Two hashes that have nothing to do with each other: the second turns its bits, the first only multiplies. */
function hashOf(text: string): [high: number, low: number] {
  let high = 0x2c1b3c6d;
  let low = 0x297a2d39;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    high = Math.imul(high ^ code, 0x01000193);
    low = Math.imul((low << 13) | (low >>> 19), 5) ^ Math.imul(code, 0x45d9f3b);
  }
  return [spread(high ^ text.length), spread(low)];
}

/** Lets every bit have a say in every other. */
function spread(hash: number): number {
  const once = Math.imul(hash ^ (hash >>> 16), 0x7feb352d);
  const twice = Math.imul(once ^ (once >>> 15), 0x846ca68b);
  return twice ^ (twice >>> 16);
}
