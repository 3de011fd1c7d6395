import type { Clock } from "../../ciam/clock";
import type { Endpoint } from "../../ciam/endpoint";
import type { PlanDocument } from "../planDocument/document";
import type { Calls, Reporter } from "../reconcile/run";
import type { Disclosure } from "../users/model/identity/identity";
import type { Session } from "./userImportJob/session/session";

/**
 * Properties of a resource. At any depth there may be `UNKNOWN` for a value that only `up` will know, in a resource's
 * answers also a `Secret` around a value that has to be hidden. A front end hands in what is inside a secret.
 */
export type Props = Readonly<Record<string, unknown>>;

/** What a front end hands to a resource. */
export interface Services {
  /** The client for the configured account; credentials are read when it is asked for, never before. */
  client(): Promise<Calls>;
  /** Where calls would go, without making one; nothing when the configuration does not parse. */
  endpointKind(): Endpoint["kind"] | undefined;
  reporter(urn: string | undefined): Reporter;
  /** Whether messages name users by their identities in full (`ciam:showValues`). */
  readonly disclosure: Disclosure;
  readonly clock: Clock;
  /** The folder of the program, where the relative paths of its files start. */
  readonly directory: string;
  /** Bytes for keys. */
  randomBytes(count: number): Uint8Array;
  engineIsAlive(): boolean;
  /** Keeps the plan that a preview has told in part, for whoever asked for the whole of it. */
  keepPlan?(document: PlanDocument): void;
}

/** What every verb is asked with. */
export interface Request {
  /** The resource's name in the program, as far as the front end is told it: a dynamic one is not in `read` and `delete`. */
  readonly urn: string | undefined;
  readonly services: Services;
  /** What the verbs of one front end have to know of each other. It is the front end's own, and lives as long. */
  readonly session: Session;
}

export interface CheckRequest extends Request {
  /** The inputs of the last run; nothing of a new resource. */
  readonly state: Props | undefined;
  readonly inputs: Props;
  /** The inputs whose differences the program keeps from every screen. */
  readonly hidden: readonly string[];
  /**
   * Random bytes that are the same for a plan and for the run that carries it out, so that what is made of them is, too.
   * Nothing from an engine that has none.
   */
  readonly seed?: Uint8Array | undefined;
}

export interface CheckResponse {
  /** The inputs as they go into the state. */
  readonly inputs: Props;
  /** Sentences; an engine prints a failure's property with its value, so the path is inside the sentence. */
  readonly failures: readonly string[];
}

export interface DiffRequest extends Request {
  readonly id: string;
  /** The outputs of the last run. */
  readonly state: Props;
  readonly inputs: Props;
  /**
   * Whether these inputs are the program's, so that it is to be said, and perhaps refused, what an update will do. A
   * refresh compares what it found with the state, and has nothing to say.
   */
  readonly isForecast: boolean;
}

export interface DiffResponse {
  readonly replaces?: string[];
  /** True: there is something to do though the inputs are the same. */
  readonly changes?: boolean;
}

export interface CreateRequest extends Request {
  readonly inputs: Props;
}

export interface CreateResponse {
  readonly id: string;
  readonly outputs: Props;
}

export interface ReadRequest extends Request {
  readonly id: string;
  readonly state: Props;
}

export interface ReadResponse {
  readonly id: string;
  readonly outputs: Props;
  readonly inputs?: Props;
}

export interface UpdateRequest extends Request {
  readonly id: string;
  readonly state: Props;
  readonly inputs: Props;
}

export interface UpdateResponse {
  readonly outputs: Props;
}

export interface DeleteRequest extends Request {
  readonly id: string;
  readonly state: Props;
}

/** Outputs that need not hold what an engine keeps in the inputs beside them. */
interface BesideInputs {
  /** The outputs for a state that has these inputs, secrets revealed. */
  readonly withoutInputs: (outputs: Props, inputs: Props) => Props;
  /** The outputs as the verbs know them. Those that are whole stay as they are. */
  readonly withInputs: (outputs: Props, inputs: Props) => Props;
}

/** One kind of resource, for any front end. */
export interface Resource {
  /** Only of a resource whose outputs hold its inputs. */
  readonly beside?: BesideInputs;
  check(request: CheckRequest): CheckResponse;
  diff(request: DiffRequest): DiffResponse;
  create(request: CreateRequest): Promise<CreateResponse>;
  /** Answers nothing when the thing is certainly gone. */
  read(request: ReadRequest): Promise<ReadResponse | undefined>;
  update(request: UpdateRequest): Promise<UpdateResponse>;
  delete(request: DeleteRequest): Promise<void>;
}
