import { isIP } from "node:net";
import { isLoopback } from "../../ciam/endpoint";

/** Whether a socket that is bound to this can be reached from this machine only. */
export function isLocalOnly(boundHost: string): boolean {
  return isLoopback(hostInUrl(boundHost));
}

/**
 * Whether a Host header names this machine, or the vendor's for clients that are led here. A page in a browser can make
 * a name of its own point to this machine, and its requests carry that name. An address, or a name without a dot as
 * containers have, cannot be made so; they count once the emulator is to be reached from elsewhere.
 */
export function isTrustedHost(header: string | undefined, boundHost: string): boolean {
  const hostname = URL.parse(`http://${header ?? ""}`)?.hostname;
  if (hostname === undefined || hostname === "") return false;
  return (
    isLoopback(hostname) ||
    hostname.endsWith(".localhost") ||
    hostname === boundHost ||
    /^ciam\.(?:[a-z0-9-]+\.)*tencentcloudapi\.com$/.test(hostname) ||
    (!isLocalOnly(boundHost) && (isIP(hostname.replace(/^\[|\]$/g, "")) > 0 || !hostname.includes(".")))
  );
}

/** Whether a request comes from a page of another origin. Browsers say so; nobody else sends the header. */
export function isForeignPage(origin: string | undefined, host: string | undefined): boolean {
  return origin !== undefined && URL.parse(origin)?.host !== host?.toLowerCase();
}

/** Host and port as they stand in a URL. */
export function hostInUrl(host: string): string {
  return host.includes(":") ? `[${host}]` : host;
}
