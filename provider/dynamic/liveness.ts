import { connect } from "node:http2";

const parentAtStart = process.ppid;

let isLost = false;

/**
 * Holds a connection to the engine, because a killed CLI leaves this process alive and what dies with it for certain
 * is its end of a connection. The parent process says little: between the CLI and this process there is a shell.
 */
export function watchEngine(address: string): void {
  let wasThere = false;
  // The engine speaks gRPC, so it answers the beginning of HTTP/2 and then waits for calls that never come.
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

/** Nothing may be written for nobody. */
export function engineIsAlive(): boolean {
  return !isLost && process.ppid === parentAtStart;
}
