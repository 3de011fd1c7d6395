import { timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { isForeignPage, isTrustedHost } from "./hosts";

/** The callers that the emulator answers. */
export interface Access {
  readonly boundHost: string;
  /** Further names by which it may be asked. */
  readonly allowedHosts: readonly string[];
  /** Required for questions to the emulator itself, if there is one: when other machines can ask them, or as it was told. */
  readonly adminToken: string | undefined;
}

const TOKEN_HEADER = "x-emulator-token";
const COOKIE = "ciam_emulator_token";

/** The reason to refuse a caller with these headers, if any. */
export function refusalOfCaller(headers: IncomingHttpHeaders, { boundHost, allowedHosts }: Access): string | undefined {
  const { host, origin } = headers;
  if (!isTrustedHost(host, boundHost, allowedHosts)) {
    return "this emulator answers only to the name it was started with; --allow-host NAME adds another";
  }
  return isForeignPage(origin, host) || isForeignFetch(headers)
    ? "this emulator answers no page of another origin"
    : undefined;
}

/** True if a browser fetches this for a page of another site, such as a picture or a script. A link may lead here. */
function isForeignFetch(headers: IncomingHttpHeaders): boolean {
  const site = headers["sec-fetch-site"];
  return (site === "cross-site" || site === "same-site") && headers["sec-fetch-mode"] !== "navigate";
}

/** The reason to refuse a question to the emulator itself, if any. */
export function refusalOfAdmin(headers: IncomingHttpHeaders, { adminToken }: Access): string | undefined {
  if (adminToken === undefined) return undefined;
  const shown = headers[TOKEN_HEADER] ?? cookieOf(headers.cookie);
  if (isToken(String(shown), adminToken)) return undefined;
  return `the emulator's own questions need the header ${TOKEN_HEADER}, with the adminToken of its ready line or the token that it was given`;
}

/** Keeps the page's visitor signed in; no page of another site can send it. */
export function tokenCookie(token: string): string {
  return `${COOKIE}=${token}; HttpOnly; SameSite=Strict; Path=/`;
}

function cookieOf(header = ""): string | undefined {
  const pairs = header.split(";").map((pair) => pair.trim().split("="));
  return pairs.find(([name]) => name === COOKIE)?.[1];
}

export function isToken(sent: string, token: string): boolean {
  const [given, wanted] = [Buffer.from(sent), Buffer.from(token)];
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
