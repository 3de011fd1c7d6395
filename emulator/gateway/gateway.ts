import type { IncomingHttpHeaders } from "node:http";
import { versionedAction, versions, type VersionedAction } from "../actions/versions";
import { ApiError } from "../service/apiError";
import { isFull } from "../service/database";
import { breakNewestJob, settleJobs } from "../jobs/jobs";
import { originOf } from "../server/hosts";
import { parameters } from "./parameters";
import type { RateLimit } from "./rateLimit";
import type { Handler, Services } from "../service/services";
import type { Call, Excess } from "./call";
import { inChinese } from "./chinese";
import { SignatureCheck, type SignatureOptions } from "./signatures/signatureCheck";

export interface GatewayOptions extends SignatureOptions {
  readonly services: Services;
  readonly rateLimit: RateLimit;
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
  readonly #services: Services;
  readonly #rateLimit: RateLimit;
  readonly #signatures: SignatureCheck;

  constructor({ services, rateLimit, ...signatures }: GatewayOptions) {
    this.#services = services;
    this.#rateLimit = rateLimit;
    this.#signatures = new SignatureCheck(signatures);
  }

  answer(call: Call, extent: Extent): Answer {
    try {
      const { action, body } = this.#admit(call, extent.skewMs ?? 0);
      return this.#execute(action, body, { ...extent, origin: originOf(call.headers) });
    } catch (error) {
      return this.#refusal(error, call.headers);
    }
  }

  /** Checks the caller and finds the action. */
  #admit({ body, ...call }: Call, skewMs: number): { action: VersionedAction; body: Buffer } {
    const { clock, config } = this.#services;
    const { headers } = call;
    const { clockSkewMs, ratePerSecond, regions, token } = config();
    const name = commonOf(call, "Action");
    if (typeof body === "string") throw new ApiError("RequestSizeLimitExceeded", excesses[body]);
    const now = [clock.wall(), clock.told()].map((time) => time + skewMs);
    this.#signatures.require({ ...call, body }, { now, skewMs: clockSkewMs });
    if (token !== null && headers["x-tc-token"] !== token) throw new ApiError("AuthFailure.TokenFailure");
    const action = this.#found(commonOf(call, "Version"), name);
    if (regions.length > 0 && !regions.includes(String(headers["x-tc-region"] ?? "")))
      throw new ApiError("UnsupportedRegion");
    this.#rateLimit.take(name, clock.wall(), ratePerSecond);
    return { action, body };
  }

  #found(version: string, name: string): VersionedAction {
    if (!versions.includes(version)) {
      throw new ApiError(
        "NoSuchVersion",
        `the version is none of those that this endpoint serves: ${versions.join(", ")}`,
      );
    }
    const action = versionedAction(version, name);
    const isOffered = action?.endpoints !== "mainland" || this.#services.config().actionSet === "mainland";
    if (!action || !isOffered) throw new ApiError("InvalidAction");
    return action;
  }

  #execute({ request: schema, kind, handler }: VersionedAction, body: Buffer, extent: Extent & Addressed): Answer {
    const services = at(this.#services, extent.origin);
    const sent = parameters(schema, body, services.config());
    const request = extent.upTo === "half" ? halved(sent) : sent;
    settleJobs(services);
    const run = (): object => {
      // The request was parsed by the schema of the action that this handler belongs to.
      const response = (handler as Handler<unknown>)(services, request);
      if (extent.jobBreaksAt !== undefined) breakNewestJob(services, extent.jobBreaksAt);
      return response;
    };
    const isWrite = kind === "write";
    const response = nulled(services, isWrite ? services.db.transaction(run) : run());
    // A job without duration is done before the next question.
    if (isWrite) settleJobs(services);
    const users = usersIn(request, response);
    return { response, outcome: "OK", ...(users === undefined ? {} : { users }) };
  }

  #refusal(error: unknown, { "x-tc-language": language }: IncomingHttpHeaders): Answer {
    const known = apiErrorOf(error);
    if (known.code === "InternalError" && known !== error)
      this.#services.log(error instanceof Error ? (error.stack ?? error.message) : String(error));
    const said = language === "zh-CN" ? inChinese(known) : undefined;
    return { response: { Error: { Code: known.code, Message: said ?? known.message } }, outcome: known.code };
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

const excesses: Readonly<Record<Excess, string | undefined>> = {
  "too-large": undefined,
  "form-too-large": "a form has at most 1 MB; a body of JSON, with TC3-HMAC-SHA256, may have 10 MB",
  "query-too-long": "a GET request has at most 32 KB of parameters; a POST request may have 10 MB",
};

/** What every call has to say, in a header or, with version 1 of the signature, in a parameter. */
function commonOf({ headers, signed }: Pick<Call, "headers" | "signed">, name: "Action" | "Version"): string {
  const value = headers[`x-tc-${name.toLowerCase()}`];
  if (typeof value === "string" && value !== "") return value;
  throw new ApiError("MissingParameter", `the ${signed ? `parameter ${name}` : `header X-TC-${name}`} is missing`);
}

/** The address by which the caller reached the emulator, for links in the answer. */
interface Addressed {
  readonly origin: string | undefined;
}

function at(services: Services, origin: string | undefined): Services {
  return origin === undefined ? services : { ...services, endpoint: origin };
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
