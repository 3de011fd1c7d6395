import type { IncomingHttpHeaders } from "node:http";

/** Names and values of a query or form, decoded, in the order in which they came. */
export type Pairs = readonly (readonly [name: string, value: string])[];

/** The parameters of a call that is signed by version 1. */
export interface SignedParameters {
  readonly method: "GET" | "POST";
  readonly pairs: Pairs;
}

/** The common parameters, and the header that says the same with TC3, if there is one. */
const headersFor: Readonly<Record<string, string | undefined>> = {
  Action: "x-tc-action",
  Version: "x-tc-version",
  Region: "x-tc-region",
  Timestamp: "x-tc-timestamp",
  Token: "x-tc-token",
  Language: "x-tc-language",
  RequestClient: "x-tc-requestclient",
  Nonce: undefined,
  SecretId: undefined,
  Signature: undefined,
  SignatureMethod: undefined,
};

/** True for a name that is no action's own parameter. */
export function isCommonParameter(name: string): boolean {
  return Object.hasOwn(headersFor, name);
}

const inLowerCase: ReadonlySet<string> = new Set(Object.keys(headersFor).map((name) => name.toLowerCase()));

/** True if a query names a common parameter, in whatever case: its sender means the API, and can read no page. */
export function namesACommonParameter(query: string): boolean {
  return [...new URLSearchParams(query).keys()].some((name) => inLowerCase.has(name.toLowerCase()));
}

/** The headers that say with TC3 what these parameters say. */
export function commonHeaders(pairs: Pairs): IncomingHttpHeaders {
  const said = pairs.flatMap(([name, value]) => {
    const header = isCommonParameter(name) ? headersFor[name] : undefined;
    return header === undefined ? [] : [[header, value] as const];
  });
  return Object.fromEntries(said);
}
