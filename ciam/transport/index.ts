export interface TransportRequest {
  /** For messages. */
  readonly action: string;
  /** Scheme and host; the path is always `/`. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** From the first byte sent to the last one received. */
  readonly deadlineMs: number;
  readonly signal?: AbortSignal | undefined;
}

export interface TransportReply {
  readonly json: unknown;
  /** The service's time from its Date header, in milliseconds since the epoch. */
  readonly date?: number | undefined;
}

/** Sends one request. Fails with CiamErrors only: any other error could carry the request along. */
export type Transport = (request: TransportRequest) => Promise<TransportReply>;

let pool: Promise<Transport> | undefined;

/**
 * One connection pool for the process, because clients come and go with every resource. The HTTP library loads with the
 * first request: a preview makes none, and should not wait for it.
 */
export const defaultTransport: Transport = async (request) => {
  pool ??= import("./httpTransport.js").then(({ httpTransport }) => httpTransport());
  const send = await pool;
  return send(request);
};
