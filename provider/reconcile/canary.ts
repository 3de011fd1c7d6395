/**
 * The first write of a kind goes alone and is read back before the others follow: how the service treats it is not
 * documented, and a surprise should meet one user, not all of them.
 */
export class Canary {
  #isSeen = false;
  #isProven = false;

  /** Whether one came back unharmed that could have come to harm: the others may follow, and need no look. */
  get isProven(): boolean {
    return this.#isProven;
  }

  /**
   * Whether a write has to be read back.
   *
   * @param tells whether it could do harm: one that could not proves nothing, and is looked at only when it is the first
   */
  needsLook(tells: boolean): boolean {
    return !this.#isProven && (tells || !this.#isSeen);
  }

  /** A write was read back and is as it should be. */
  cameBack(tells = true): void {
    this.#isSeen = true;
    this.#isProven ||= tells;
  }

  /** Who may go now: the first alone, then all of them. */
  next<T>(waiting: readonly T[]): readonly T[] {
    return this.#isProven ? waiting : waiting.slice(0, 1);
  }
}
