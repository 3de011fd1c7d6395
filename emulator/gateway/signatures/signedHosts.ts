/** A Host header as a host: one client of the vendor's sends the whole URL that it was given. */
export function withoutScheme(header: string): string {
  return header.replace(/^https?:\/\//i, "").replace(/\/.*$/s, "");
}

/** The hosts that a client may have signed when it sent this header: some leave the port out, one keeps the scheme. */
export function signedHosts(header: string, mode: "strict" | "tolerant"): string[] {
  if (mode === "strict") return [header];
  const host = withoutScheme(header);
  return [...new Set([header, host, host.replace(/:\d+$/, "")])];
}
