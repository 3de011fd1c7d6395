import type { Clock } from "../../ciam/clock";
import type { Endpoint } from "../../ciam/endpoint";
import type { Calls, Reporter } from "../reconcile/run";
import type { Disclosure } from "../users/model/identity";

/** Properties as they come from the engine: plain values, secrets unwrapped, unknowns as the sentinel. */
export type Props = Readonly<Record<string, unknown>>;

/** What the shell hands to a resource. */
export interface Services {
  /** The client for the configured account; credentials are read when it is asked for, never before. */
  client(): Promise<Calls>;
  /** Where calls would go, without making one; nothing when the configuration does not parse. */
  endpointKind(): Endpoint["kind"] | undefined;
  reporter(urn: string | undefined): Reporter;
  /** Whether messages name users by their identities in full (`ciam:showValues`). */
  readonly disclosure: Disclosure;
  readonly clock: Clock;
  /** Bytes for keys. */
  randomBytes(count: number): Uint8Array;
  engineIsAlive(): boolean;
  /** One and the same for all verbs of a process, for what they have to know of each other. */
  readonly memory: object;
}

export interface CheckResult {
  readonly inputs: Props;
  /** Sentences; the engine prints a failure's property with its value, so the path is inside the sentence. */
  readonly failures: readonly string[];
}

export interface DiffResult {
  readonly replaces?: string[];
  /** True: there is something to do though the inputs are the same. */
  readonly changes?: boolean;
}

/** One kind of resource on plain values. The verbs are the engine's. */
export interface Resource {
  check(olds: Props, news: Props, services: Services): CheckResult;
  diff(id: string, olds: Props, news: Props, services: Services): DiffResult;
  create(inputs: Props, services: Services): Promise<{ id: string; outs: Props }>;
  /** Answers nothing when the thing is certainly gone. */
  read(id: string, props: Props, services: Services): Promise<{ id: string; props: Props; inputs?: Props } | undefined>;
  update(id: string, olds: Props, news: Props, services: Services): Promise<{ outs: Props }>;
  delete(id: string, props: Props, services: Services): Promise<void>;
}
