import { isIP } from "node:net";
import type { IncomingHttpHeaders } from "node:http";
import { isLoopback } from "../../ciam/endpoint";
import { withoutScheme } from "../gateway/signatures/signedHosts";

/** True if only this machine can reach a socket with this binding. */
export function isLocalOnly(boundHost: string): boolean {
  return isLoopback(hostInUrl(boundHost));
}

/**
 * True if a Host header names this machine, or the vendor's host for clients that are redirected here. A page in a
 * browser can point a name of its own to this machine, and its requests carry that name. An address, or a name without
 * a dot such as a container's, cannot be forged in this way; both count once other machines may reach the emulator. So do
 * names below `.internal` and `.local`, where nobody can register one: containers and clusters name their hosts so.
 */
export function isTrustedHost(
  header: string | undefined,
  boundHost: string,
  allowedHosts: readonly string[] = [],
): boolean {
  const hostname = URL.parse(`http://${withoutScheme(header ?? "")}`)?.hostname;
  if (hostname === undefined || hostname === "") return false;
  return (
    isLoopback(hostname) ||
    hostname.endsWith(".localhost") ||
    hostname === boundHost ||
    allowedHosts.some((name) => name.toLowerCase() === hostname) ||
    /^ciam\.(?:[a-z0-9-]+\.)*tencentcloudapi\.com$/.test(hostname) ||
    (!isLocalOnly(boundHost) && (isIP(hostname.replace(/^\[|\]$/g, "")) > 0 || isPrivateName(hostname)))
  );
}

function isPrivateName(hostname: string): boolean {
  return !hostname.includes(".") || /\.(?:internal|local)$/.test(hostname);
}

/** True if the request comes from a page of another origin. Browsers send the header; others do not. */
export function isForeignPage(origin: string | undefined, host: string | undefined): boolean {
  return origin !== undefined && URL.parse(origin)?.host !== withoutScheme(host ?? "").toLowerCase();
}

/** The origin by which a caller reached the emulator, if its headers tell. */
export function originOf({ host }: IncomingHttpHeaders): string | undefined {
  const url = host === undefined ? null : URL.parse(`http://${withoutScheme(host)}`);
  return url === null || url.hostname === "" ? undefined : url.origin;
}

/** Host and port in the form of a URL. */
export function hostInUrl(host: string): string {
  return host.includes(":") ? `[${host}]` : host;
}
