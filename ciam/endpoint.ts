import { distance } from "fastest-levenshtein";
import { suggestion } from "../text/suggest";
import { UsageError } from "./errors/usageError";

export const INTERNATIONAL_HOST = "ciam.intl.tencentcloudapi.com";
export const MAINLAND_HOST = "ciam.tencentcloudapi.com";

export type EndpointKind = "mainland" | "international" | "embedded" | "other";

/** The address of calls. */
export interface Endpoint {
  /** Without a path; `embedded` until the embedded emulator runs. */
  readonly url: string;
  /** As in the Host header: with the port unless it is the default one. */
  readonly host: string;
  readonly kind: EndpointKind;
}

/**
 * Reads an endpoint as a person wrote it: a host, a URL, or `embedded`. Plain HTTP goes to this machine only: requests
 * carry passwords. Errors use the name of the setting.
 */
export function parseEndpoint(text: string, name = "ciam:endpoint"): Endpoint {
  const written = text.trim();
  const refused = (why: string): UsageError =>
    new UsageError(`${name} "${written.replace(/(?<![^/])[^/]*@/, "***@")}" cannot be used: ${why}`);
  if (written === "embedded") return { url: "embedded", host: "embedded", kind: "embedded" };
  const url = urlOf(written);
  const host = hostIn(written);
  if (!url || url.hostname === "" || !isWhole(host, url.hostname)) {
    throw refused(`it must be a host such as ${INTERNATIONAL_HOST}, a URL, or "embedded"${suggestion(host, WORDS)}`);
  }
  if (url.protocol === "http:" && !isLoopback(url.hostname)) {
    throw refused("plain http is allowed to this machine only, use https");
  }
  if (url.protocol !== "https:" && url.protocol !== "http:") throw refused("use https");
  if (url.username !== "" || url.password !== "") throw refused("it must not contain credentials");
  if (url.pathname !== "/" || url.search !== "" || url.hash !== "") {
    throw refused("it must be a host without a path or a query");
  }
  const meant = almost(url.hostname);
  if (meant !== undefined) throw refused(`nothing of Tencent Cloud's CIAM is there (did you mean "${meant}"?)`);
  return { url: url.origin, host: url.host, kind: kindOf(url.hostname) };
}

/** The embedded emulator, listening at this URL. */
export function embeddedAt(url: string): Endpoint {
  return { ...parseEndpoint(url), kind: "embedded" };
}

function urlOf(written: string): URL | null {
  if (written.includes("://")) return URL.parse(written);
  const bare = URL.parse(`http://${written}`);
  return URL.parse(`${bare && isLoopback(bare.hostname) ? "http" : "https"}://${written}`);
}

/** The words allowed in place of a host with a domain. */
const WORDS = ["embedded", "localhost"];

/** The host as written: a URL turns a bare number into an address. */
function hostIn(written: string): string {
  return /^(?:[^/]*:\/\/)?(?:[^/@]*@)?(\[[^\]]*\]|[^:/?#]*)/.exec(written)?.[1] ?? "";
}

/** A remote host has a domain; a single word is a misspelling. */
function isWhole(host: string, hostname: string): boolean {
  return /[.[]/.test(host) || isLoopback(hostname);
}

/** The service's host that this one misses by a letter or two. */
function almost(hostname: string): string | undefined {
  const hosts = [INTERNATIONAL_HOST, MAINLAND_HOST];
  return hosts.includes(hostname) ? undefined : hosts.find((host) => distance(host, hostname) <= 2);
}

/** Regional hosts lead to the same service. */
function kindOf(hostname: string): EndpointKind {
  if (!/^ciam\.(?:[a-z0-9-]+\.)*tencentcloudapi\.com$/.test(hostname)) return "other";
  return hostname.split(".").includes("intl") ? "international" : "mainland";
}

/** True if a host name, as in `URL.hostname`, can only mean this machine. */
export function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}
