import { isLoopback } from "../endpoint";
import { UsageError } from "../errors/usageError";
import type { Credentials } from "./types";

/** The credentials that the emulator accepts by default. They open nothing else. */
export const emulatorCredentials = {
  secretId: "ciam-emulator",
  secretKey: "ciam-emulator-not-a-secret",
} as const satisfies Credentials;

/** Refuses the emulator's credentials for any other machine: the program was meant for the emulator. */
export function refuseDummy({ secretId }: Credentials, url: string): void {
  if (secretId !== emulatorCredentials.secretId) return;
  const { hostname, host } = new URL(url);
  if (!isLoopback(hostname)) {
    throw new UsageError(
      `the credentials are those of the emulator, but the endpoint is ${host}: ` +
        `nothing was sent. Set real credentials, or set ciam:endpoint back to the emulator`,
    );
  }
}
