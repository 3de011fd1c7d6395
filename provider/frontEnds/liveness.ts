import { connect } from "node:http2";

const parentAtStart = process.ppid;

/** False once the process that started this one is gone. Nobody else waits for it. */
export function parentIsAlive(): boolean {
  return process.ppid === parentAtStart;
}

/** Whether an argument of the process is what an engine gives it. */
export function looksLikeAddress(argument: string): boolean {
  return /^[\w.:[\]-]+:\d+$/.test(argument);
}

/**
 * Holds a connection to the engine, and tells whether it is still there: a run that nobody waits for must not write. A
 * killed CLI leaves this process alive, and the only certain sign of its death is a closed connection: the parent process
 * is a shell in between.
 */
export function watchEngine(address: string): () => boolean {
  let wasThere = false;
  let isLost = false;
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
  return () => !isLost;
}
