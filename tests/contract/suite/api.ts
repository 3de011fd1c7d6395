import { Client } from "tencentcloud-sdk-nodejs/tencentcloud/services/ciam/v20220331/ciam_client";
import { CiamClient, isActionName, noLimit, parseEndpoint, type ActionName, type RequestOf } from "../../../ciam";
import type { Told } from "../clients/vendor";

type Answer<A extends ActionName> = Told<Awaited<ReturnType<Client[A]>>>;

/** The API as a case calls it, by any client. */
export type Api = { readonly [A in ActionName]: (request: RequestOf<A>) => Promise<Answer<A>> };

export type ImportedUser = RequestOf<"CreateApiImportUserJob">["DataFlowUserCreateList"][number];
export type Job = Answer<"ListJobs">["JobSet"][number];
export type User = Answer<"ListUser">["Content"][number];

export interface Caller {
  readonly endpoint: string;
  readonly secretId: string;
  readonly secretKey: string;
  readonly token?: string | undefined;
  readonly region: string;
}

/** Makes a call and returns the answer, without checking the request. */
export type Send = (action: string, request: object) => Promise<unknown>;

/** A client that drives the suite. */
export interface Driver {
  readonly name: string;
  /** The code that refuses a request in the wrong form. */
  refusalOfForm(code: string): string;
  sendAs(caller: Caller): Send;
}

/** The vendor's client sends any request, and leaves out nulls. */
export const vendorsClient: Driver = {
  name: "the vendor's client",
  refusalOfForm: (code) => code,
  sendAs({ endpoint, secretId, secretKey, token, region }) {
    const { host, protocol } = new URL(endpoint);
    const client = new Client({
      credential: { secretId, secretKey, ...(token !== undefined && { token }) },
      region,
      profile: { httpProfile: { endpoint: host, protocol: `${protocol}//` } },
    });
    // Its methods pass their request to `request` unchanged; known actions are called as a user would.
    return (action, request) => {
      if (!isActionName(action)) return client.request(action, request);
      const method = client[action].bind(client) as (request: object) => Promise<unknown>;
      return method(request);
    };
  },
};

/** Our client sends only requests in the form of their action. */
export const ourClient: Driver = {
  name: "our client",
  refusalOfForm: () => "Request.Invalid",
  sendAs({ endpoint, secretId, secretKey, token, region }) {
    const client = new CiamClient({
      endpoint: parseEndpoint(endpoint),
      region,
      credentials: { get: () => Promise.resolve({ secretId, secretKey, ...(token !== undefined && { token }) }) },
      limiter: noLimit,
      // A throttled call is not repeated: the case examines the refusal.
      clock: { now: () => Date.now(), monotonic: () => performance.now(), sleep: () => Promise.resolve() },
    });
    return async (action, request) => {
      if (!isActionName(action)) throw new Error(`${action} is no action that our client could call`);
      // The client itself checks the request.
      return client.call(action, request as RequestOf<ActionName>);
    };
  },
};

/** The actions as methods. */
export function apiOf(send: Send): Api {
  // The property's name is the action, and every action returns its declared answer.
  return new Proxy({} as Api, { get: (_, action) => (request: object) => send(String(action), request) });
}
