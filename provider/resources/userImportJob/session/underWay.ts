import type { Clock } from "../../../../ciam/clock";

/** So long nothing may have come before somebody is removed: what an engine waits for comes to us at once. */
const QUIET_MS = 1_000;

/** So long a creation that was announced is waited for. It may never come: of a run with `--target` or `--parallel 1`. */
const EXPECTED_MS = 20_000;

const LOOK_MS = 100;

interface Watch {
  readonly clock: Clock;
  engineIsAlive(): boolean;
}

/**
 * What else of the program is under way. Somebody who leaves a job may be declared by one that has not come to us yet,
 * because a group it names is still being made. Jobs are not waited for here, so that none can wait for the other.
 */
export class UnderWay {
  #lastArrival = -Infinity;
  #verbs = 0;
  /** New stores and groups that passed `check` and whose creation has not begun. */
  #expected = 0;
  readonly #failed = new Set<string>();
  #hasBegun = false;

  /** True once a verb was called that carries something out: this process serves no preview. */
  get hasBegun(): boolean {
    return this.#hasBegun;
  }

  begin(): void {
    this.#hasBegun = true;
  }

  /** A job passed `check`. */
  arrived({ clock }: Pick<Watch, "clock">): void {
    this.#lastArrival = clock.monotonic();
  }

  /** A new store or group passed `check`. */
  expect(watch: Pick<Watch, "clock">): void {
    this.#expected++;
    this.arrived(watch);
  }

  /** Carries out the creation or update of a store or group. Jobs that name it come when that is done, or never. */
  async during<T>(what: string, verb: "create" | "update", watch: Watch, work: () => Promise<T>): Promise<T> {
    this.begin();
    if (verb === "create") this.#expected = Math.max(0, this.#expected - 1);
    this.#verbs++;
    try {
      const done = await work();
      this.#failed.delete(what);
      return done;
    } catch (error) {
      this.#failed.add(what);
      throw error;
    } finally {
      this.#verbs--;
      this.arrived(watch);
    }
  }

  /**
   * Waits until no job is to be expected any more, as far as can be told. Answers what was not made, if jobs that name it
   * may never come.
   */
  async settled(watch: Watch): Promise<string | undefined> {
    const { clock } = watch;
    const began = clock.monotonic();
    for (;;) {
      const [failed] = this.#failed;
      const isOpen = this.#verbs + this.#expected > 0;
      if (failed !== undefined || !watch.engineIsAlive()) return failed;
      const now = clock.monotonic();
      const isAwaited = this.#verbs > 0 || (this.#expected > 0 && now - began < EXPECTED_MS);
      const rest = this.#lastArrival + QUIET_MS - now;
      if (!isAwaited && rest <= 0) return isOpen ? "a user store or group of this program" : undefined;
      await clock.sleep(isAwaited ? LOOK_MS : rest);
    }
  }
}
