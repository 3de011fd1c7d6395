import type { ActionName, RequestOf, ResponseOf } from "../../../ciam/actions";
import type { CiamClient } from "../../../ciam/client";
import type { Clock } from "../../../ciam/clock";
import type { Endpoint } from "../../../ciam/endpoint";
import type { CiamError } from "../../../ciam/errors";
import { isRefusal } from "../../../ciam/errors/catalogue/meanings";
import { NoConnection } from "../../shell/exit";
import { clientOn, oddCall, type Way } from "./way";

/** The answer to a call, a refusal included. */
export type Tried<T> = { readonly reply: T } | { readonly refusal: CiamError };

/** The doctor has asked, or waited, as much as it may. */
export class OutOfBounds extends NoConnection {}

/** A store is never asked more often than this, and never for longer. */
const MOST_CALLS = 2_000;
const LONGEST_MS = 10 * 60_000;

interface BenchOptions {
  readonly way: Way;
  readonly storeId: string;
  readonly signal: AbortSignal;
  /** Shows what the doctor is doing. */
  readonly progress: (text: string) => void;
}

/** One store to look at: calls and waits, both within bounds, both ended by a signal. */
export class Bench {
  /** One for all that is learnt about one service, such as the size of a page. */
  readonly client: CiamClient;
  readonly storeId: string;
  readonly clock: Clock;
  readonly progress: (text: string) => void;
  readonly #way: Way;
  readonly #signal: AbortSignal;
  readonly #began: number;
  #made = 0;

  constructor({ way, storeId, signal, progress }: BenchOptions) {
    this.client = clientOn(way);
    this.clock = way.clock;
    this.storeId = storeId;
    this.progress = progress;
    this.#way = way;
    this.#signal = signal;
    this.#began = way.clock.monotonic();
  }

  /** The same store for what has to be done when time is up, or somebody has pressed Ctrl-C. */
  afterwards(): Bench {
    const { signal } = new AbortController();
    return new Bench({ way: this.#way, storeId: this.storeId, signal, progress: this.progress });
  }

  get endpoint(): Endpoint {
    return this.client.endpoint;
  }

  get pageSizes(): CiamClient["pageSizes"] {
    return this.client.pageSizes;
  }

  /** The service's clock in milliseconds since the epoch. */
  serviceNow(): number {
    return this.client.serviceNow();
  }

  call<A extends ActionName>(action: A, request: RequestOf<A>): Promise<ResponseOf<A>> {
    this.#count();
    return this.client.call(action, request, { signal: this.#signal });
  }

  /** A call whose refusal is an answer. That it got no answer is none. */
  async tried<A extends ActionName>(action: A, request: RequestOf<A>): Promise<Tried<ResponseOf<A>>> {
    try {
      return { reply: await this.call(action, request) };
    } catch (error) {
      if (isRefusal(error)) return { refusal: error };
      throw error;
    }
  }

  /** A call that the client would not make; answers why it was refused. */
  odd(...[action, request, oddity]: Tail<Parameters<typeof oddCall>>): Promise<CiamError | undefined> {
    this.#count();
    return oddCall(this.#way, action, request, oddity);
  }

  sleep(ms: number): Promise<void> {
    this.#count(0);
    return this.clock.sleep(ms, this.#signal);
  }

  #count(calls = 1): void {
    this.#signal.throwIfAborted();
    this.#made += calls;
    if (this.#made > MOST_CALLS) throw new OutOfBounds(`the doctor makes ${String(MOST_CALLS)} calls at most`);
    if (this.clock.monotonic() - this.#began > LONGEST_MS)
      throw new OutOfBounds(`the doctor takes ${String(LONGEST_MS / 60_000)} minutes at most`);
  }
}

type Tail<T extends readonly unknown[]> = T extends readonly [unknown, ...infer Rest] ? Rest : never;
