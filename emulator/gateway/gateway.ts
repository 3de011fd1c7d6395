import type { IncomingHttpHeaders } from "node:http";
import { actions, API_VERSION, isActionName, type ActionName, type ActionSpec } from "../../ciam/actions";
import { handlers } from "../actions";
import { ApiError } from "../service/apiError";
import { isFull } from "../service/database";
import { breakNewestJob, settleJobs } from "../jobs/jobs";
import { parameters } from "./parameters";
import type { RateLimit } from "./rateLimit";
import type { Handler, Services } from "../service/services";
import { verifySignature, type Verification } from "./signature";

export interface Call {
  readonly headers: IncomingHttpHeaders;
  /** `too-large` if it was not read to its end. */
  readonly body: Buffer | "too-large";
  /** Of a GET request: its signature covers this in place of the body. */
  readonly query?: string;
}

export interface GatewayOptions {
  readonly services: Services;
  readonly rateLimit: RateLimit;
  readonly secretId: string;
  readonly secretKey: string;
  readonly signatures: Verification["mode"];
}

export interface Answer {
  /** The content of the envelope, without the RequestId. */
  readonly response: object;
  /** `OK` or an error code. */
  readonly outcome: string;
  readonly users?: number;
}

/** The extent of a call: a fault may stop it, or the job it starts, halfway. */
export interface Extent {
  readonly upTo: "all" | "half";
  /** The fraction of its users after which an import job breaks down. */
  readonly jobBreaksAt?: number | undefined;
  /** The error of the clock that judges the call. */
  readonly skewMs?: number;
}

/**
 * The way of a call through the service: caller, action, rate, parameters; then the handler. The order of the checks in
 * the real service is not documented.
 */
export class Gateway {
  readonly #options: GatewayOptions;

  constructor(options: GatewayOptions) {
    this.#options = options;
  }

  answer(call: Call, extent: Extent): Answer {
    try {
      const { spec, body } = this.#admit(call, extent.skewMs ?? 0);
      return this.#execute(spec, body, extent);
    } catch (error) {
      return this.#refusal(error);
    }
  }

  /** Checks the caller and finds the action. */
  #admit({ headers, body, query }: Call, skewMs: number): { spec: ActionSpec; body: Buffer } {
    const { services, rateLimit, secretId, secretKey, signatures } = this.#options;
    const { clockSkewMs, ratePerSecond, actionSet, regions, token } = services.config();
    const action = headerOf(headers, "X-TC-Action");
    const now = [services.clock.wall(), services.clock.told()].map((time) => time + skewMs);
    if (body === "too-large") throw new ApiError("RequestSizeLimitExceeded");
    verifySignature(
      query === undefined ? { method: "POST", headers, query: "", body } : { method: "GET", headers, query, body: "" },
      { secretId, secretKey, now, skewMs: clockSkewMs, mode: signatures },
    );
    if (token !== null && headers["x-tc-token"] !== token) throw new ApiError("AuthFailure.TokenFailure");
    if (headerOf(headers, "X-TC-Version") !== API_VERSION) throw new ApiError("NoSuchVersion");
    const spec: ActionSpec | undefined = isActionName(action) ? actions[action] : undefined;
    if (!spec || (spec.endpoints === "mainland" && actionSet === "international")) throw new ApiError("InvalidAction");
    if (regions.length > 0 && !regions.includes(String(headers["x-tc-region"] ?? "")))
      throw new ApiError("UnsupportedRegion");
    rateLimit.take(spec.name, services.clock.wall(), ratePerSecond);
    return { spec, body };
  }

  #execute(spec: ActionSpec, body: Buffer, extent: Extent): Answer {
    const { services } = this.#options;
    const sent = parameters(spec.request, body, services.config().unknownParameters);
    const request = extent.upTo === "half" ? halved(sent) : sent;
    // The request was parsed by the schema of the action that this handler belongs to.
    const handler = handlers[spec.name as ActionName] as Handler<unknown>;
    settleJobs(services);
    const run = (): object => {
      const response = handler(services, request);
      if (extent.jobBreaksAt !== undefined) breakNewestJob(services, extent.jobBreaksAt);
      return response;
    };
    const isWrite = spec.kind === "write";
    const response = nulled(services, isWrite ? services.db.transaction(run) : run());
    // A job without duration is done before the next question.
    if (isWrite) settleJobs(services);
    const users = usersIn(request, response);
    return { response, outcome: "OK", ...(users === undefined ? {} : { users }) };
  }

  #refusal(error: unknown): Answer {
    const known = apiErrorOf(error);
    if (known.code === "InternalError" && known !== error)
      this.#options.services.log(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return { response: { Error: { Code: known.code, Message: known.message } }, outcome: known.code };
  }
}

function apiErrorOf(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (isFull(error))
    return new ApiError("ResourceInsufficient", "the emulator's database is as large as it may become");
  return new ApiError("InternalError", "the emulator failed; its log says why");
}

/** The answer with null for empty lists, if the service is configured to answer so. */
function nulled({ config }: Services, response: object): object {
  if (config().emptyLists === "empty") return response;
  return Object.fromEntries(
    Object.entries(response).map(([name, value]: [string, unknown]) => [name, nullForEmpty(name, value)]),
  );
}

function nullForEmpty(name: string, value: unknown): unknown {
  if (Array.isArray(value)) {
    if (value.length === 0) return null;
    return name === "JobSet" ? value.map((job: unknown) => nullForEmpty("Job", job)) : value;
  }
  if (name !== "Job" || typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([member, list]: [string, unknown]) => [member, nullForEmpty(member, list)]),
  );
}

function headerOf(headers: IncomingHttpHeaders, name: string): string {
  const value = headers[name.toLowerCase()];
  if (typeof value !== "string" || value === "")
    throw new ApiError("MissingParameter", `the header ${name} is missing`);
  return value;
}

const LISTS_SENT = ["DataFlowUserCreateList", "UserIds"] as const;
const LISTS_ANSWERED = ["Content", "Users"] as const;

/** The same request with the first half of its users. */
function halved(request: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const half = { ...request };
  for (const name of LISTS_SENT) {
    const list = half[name];
    if (Array.isArray(list)) half[name] = list.slice(0, Math.ceil(list.length / 2));
  }
  return half;
}

function usersIn(request: Readonly<Record<string, unknown>>, response: object): number | undefined {
  const answered: Readonly<Record<string, unknown>> = { ...response };
  const lists = [...LISTS_SENT.map((name) => request[name]), ...LISTS_ANSWERED.map((name) => answered[name])];
  return lists.find((list): list is unknown[] => Array.isArray(list))?.length;
}
