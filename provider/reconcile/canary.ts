/**
 * Sends the first write of a kind alone and reads it back before the others follow. The service does not document how
 * it treats such writes, so a surprise should hit one user, not all of them.
 */
export class Canary {
  #isSeen = false;
  #isProven = false;

  /** True once a write that could have done harm came back unharmed: the others may follow, unchecked. */
  get isProven(): boolean {
    return this.#isProven;
  }

  /**
   * True if this write has to be read back.
   *
   * @param tells whether the write could do harm; a harmless one proves nothing and is read back only when it is the
   * first
   */
  needsLook(tells: boolean): boolean {
    return !this.#isProven && (tells || !this.#isSeen);
  }

  /** Notes that a write was read back and is as it should be. */
  cameBack(tells = true): void {
    this.#isSeen = true;
    this.#isProven ||= tells;
  }

  /** The writes that may go now: the first alone, later all of them. */
  next<T>(waiting: readonly T[]): readonly T[] {
    return this.#isProven ? waiting : waiting.slice(0, 1);
  }
}
