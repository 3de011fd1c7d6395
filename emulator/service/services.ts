import type { EmulatorConfig } from "./config";
import type { Database } from "./database";
import type { Random } from "./random";
import type { ServiceClock } from "./serviceClock";

/** What an action is handed. */
export interface Services {
  readonly db: Database;
  readonly clock: ServiceClock;
  readonly random: Random;
  /** As it is now: the admin API may change it. */
  readonly config: () => EmulatorConfig;
  readonly tenantId: string;
  /** The emulator's own address, for links. */
  readonly endpoint: string;
  /** For faults of the emulator itself; never given what a caller sent. */
  readonly log: (line: string) => void;
}

/** An action: takes what was sent, checked, and answers without the envelope. */
export type Handler<Request> = (services: Services, request: Request) => object;
