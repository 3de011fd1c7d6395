import { isLoopback } from "../provider/ciam/loopback";

/** Names of this machine, the one the emulator was bound to, and the vendor's, for clients that are led here. */
export function isTrustedHost(header: string | undefined, boundHost: string): boolean {
  const hostname = URL.parse(`http://${header ?? ""}`)?.hostname;
  if (hostname === undefined || hostname === "") return false;
  return (
    isLoopback(hostname) ||
    hostname.endsWith(".localhost") ||
    hostname === boundHost ||
    /^ciam\.(?:[a-z0-9-]+\.)*tencentcloudapi\.com$/.test(hostname)
  );
}

/** Whether a peer sits on this machine. */
export function isLocalPeer(address: string | undefined): boolean {
  return address !== undefined && (address === "::1" || /^(?:::ffff:)?127\./.test(address));
}

/** Host and port as they stand in a URL. */
export function hostInUrl(host: string): string {
  return host.includes(":") ? `[${host}]` : host;
}
