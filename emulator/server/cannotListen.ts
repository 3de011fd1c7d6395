import { StartError } from "../service/errors";

const ANOTHER_PORT = "choose another port, or 0 for any that is free (--port 0)";

/** The reason why the emulator cannot listen there, and the remedy. */
export function cannotListen(error: unknown, host: string, port: number): StartError {
  const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
  return new StartError(reason(code, host, port));
}

function reason(code: string, host: string, port: number): string {
  switch (code) {
    case "EADDRINUSE":
      return `port ${String(port)} of ${host} is in use already, perhaps by another emulator: ${ANOTHER_PORT}`;
    case "EACCES":
    case "EPERM":
      return `port ${String(port)} may not be opened by you (ports below 1024 need more rights): ${ANOTHER_PORT}`;
    case "EADDRNOTAVAIL":
    case "EINVAL":
    case "EAFNOSUPPORT":
      return `${host} is no address of this machine: say 127.0.0.1 for this machine alone, or 0.0.0.0 for all of its addresses (--host)`;
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return `no address is known for the host ${host}: say an address of this machine, such as 127.0.0.1 (--host)`;
    case "ERR_SOCKET_BAD_PORT":
      return `${String(port)} is no port: ${ANOTHER_PORT}`;
    default:
      return `cannot listen on port ${String(port)} of ${host} (${code}): ${ANOTHER_PORT}`;
  }
}
