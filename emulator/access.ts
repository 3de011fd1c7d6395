import { timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { isForeignPage, isTrustedHost } from "./hosts";

/** Whom the emulator answers. */
export interface Access {
  readonly boundHost: string;
  /** What its own questions need when they can be asked from elsewhere. */
  readonly adminToken: string | undefined;
}

const TOKEN_HEADER = "x-emulator-token";

/** Why nobody who sends these headers is answered, if so. */
export function refusalOfCaller({ host, origin }: IncomingHttpHeaders, { boundHost }: Access): string | undefined {
  if (!isTrustedHost(host, boundHost)) return "this emulator answers only to the name it was started with";
  return isForeignPage(origin, host) ? "this emulator answers no page of another origin" : undefined;
}

/** Why a question about the emulator itself is not answered, if so. */
export function refusalOfAdmin(headers: IncomingHttpHeaders, { adminToken }: Access): string | undefined {
  if (adminToken === undefined || isToken(headers[TOKEN_HEADER], adminToken)) return undefined;
  return `the emulator's own questions need the header ${TOKEN_HEADER}, with the adminToken of its ready line`;
}

function isToken(sent: string | string[] | undefined, token: string): boolean {
  const [given, wanted] = [Buffer.from(String(sent)), Buffer.from(token)];
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
