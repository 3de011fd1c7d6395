import type { IncomingHttpHeaders } from "node:http";
import { versionedAction, type VersionedAction } from "../actions/versions";
import { bodyOf, LARGEST_FORM, LONGEST_QUERY } from "./flatParameters";
import { commonHeaders, isCommonParameter, namesACommonParameter, type SignedParameters } from "./signedParameters";

/** A call of the API, however it was written. */
export interface Call {
  /** As sent; of a call with signed parameters, these stand in the places of the headers. */
  readonly headers: IncomingHttpHeaders;
  /** The action's own parameters as JSON, or what is too large about them. */
  readonly body: Buffer | Excess;
  /** Of a GET request that is signed by its headers: its signature covers this in place of the body. */
  readonly query?: string;
  /** Of a request that is signed by version 1, which knows no headers. */
  readonly signed?: SignedParameters;
}

export type Excess = "too-large" | "query-too-long" | "form-too-large";

/** A request as it came in. */
export interface Received {
  readonly method: "GET" | "POST";
  readonly headers: IncomingHttpHeaders;
  /** As sent, without the question mark: parsing a URL may rewrite it, and it is signed. */
  readonly query: string;
  readonly body: Buffer | "too-large";
}

/** True if a GET request is a call of the API, and not somebody who looks at the page. */
export function isCall({ headers, query }: Pick<Received, "headers" | "query">): boolean {
  return isSignedByHeaders(headers) || namesACommonParameter(query);
}

/**
 * The call in a request. There are four ways to write one: with TC3 a POST of JSON or a GET, with version 1 of the
 * signature a POST of a form or a GET.
 */
export function callIn(received: Received): Call {
  const { method, headers, query, body } = received;
  if (method === "GET") {
    if (!isSignedByHeaders(headers))
      return byParameters(received, query, query.length > LONGEST_QUERY && "query-too-long");
    if (query.length > LONGEST_QUERY) return { headers, body: "query-too-long" };
    return { headers, query, body: bodyOf([...new URLSearchParams(query)], actionIn(headers)) };
  }
  if (isSignedByHeaders(headers) || !isForm(headers) || body === "too-large") return { headers, body };
  return byParameters(received, body.toString("utf8"), body.length > LARGEST_FORM && "form-too-large");
}

function byParameters({ method, headers }: Received, text: string, excess: Excess | false): Call {
  const pairs = [...new URLSearchParams(text)];
  const all = { ...headers, ...commonHeaders(pairs) };
  const own = pairs.filter(([name]) => !isCommonParameter(name));
  return { headers: all, body: excess || bodyOf(own, actionIn(all)), signed: { method, pairs } };
}

function actionIn(headers: IncomingHttpHeaders): VersionedAction | undefined {
  return versionedAction(String(headers["x-tc-version"] ?? ""), String(headers["x-tc-action"] ?? ""));
}

function isSignedByHeaders(headers: IncomingHttpHeaders): boolean {
  return headers["x-tc-action"] !== undefined || /^(?:TC3|SKIP)\b/.test(headers.authorization ?? "");
}

/** A client that names no type sends a form: JSON is for those that sign by headers. */
function isForm({ "content-type": type }: IncomingHttpHeaders): boolean {
  return type === undefined || /^application\/x-www-form-urlencoded\b/i.test(type);
}
