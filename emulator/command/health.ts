import { once } from "node:events";
import { get, type IncomingMessage } from "node:http";
import { hostInUrl } from "../server/hosts";
import { CliError } from "./cliError";

const PATIENCE_MS = 5000;

/** The addresses that mean all of a machine's; the nearest of those answers. */
const ALL: ReadonlySet<string> = new Set(["0.0.0.0", "::"]);

/** Asks the emulator at this port of this machine whether it is well, as a container's health check does. */
export async function askHealth(port: number | undefined, host = "127.0.0.1"): Promise<void> {
  if (port === undefined) throw new CliError("health needs --port N, or the variable CIAM_EMULATOR_PORT");
  const where = `http://${ALL.has(host) ? "127.0.0.1" : hostInUrl(host)}:${String(port)}/_emulator/health`;
  try {
    const request = get(where, { signal: AbortSignal.timeout(PATIENCE_MS) });
    const [reply] = (await once(request, "response")) as [IncomingMessage];
    reply.resume();
    if (reply.statusCode === 200) return;
    throw new Error(`it answers with status ${String(reply.statusCode)}`);
  } catch (error) {
    const why = error instanceof Error && error.name === "AbortError" ? "it does not answer" : String(error);
    throw new Error(`${where}: ${why}`);
  }
}
