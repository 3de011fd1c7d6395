import { connect } from "node:http2";

const parentAtStart = process.ppid;

let isLost = false;

/**
 * Holds a connection to the engine. A killed CLI leaves this process alive, and the only certain sign of its death is a
 * closed connection: the parent process is a shell in between.
 */
export function watchEngine(address: string): void {
  let wasThere = false;
  // The engine speaks gRPC: it answers an HTTP/2 preface and then waits for calls that never come.
  const session = connect(`http://${address}`);
  session.unref();
  session.on("connect", () => {
    wasThere = true;
  });
  session.on("error", (error: NodeJS.ErrnoException) => {
    isLost ||= error.code === "ECONNREFUSED";
  });
  session.on("close", () => {
    isLost ||= wasThere;
  });
}

/** Call it before a write: a run that nobody waits for must not write. */
export function engineIsAlive(): boolean {
  return !isLost && process.ppid === parentAtStart;
}
