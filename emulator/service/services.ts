import type { EmulatorConfig } from "./config";
import type { Database } from "./database";
import type { Random } from "./random";
import type { AttributePatterns } from "../directory/userRules";
import type { RepeatedImports } from "../gateway/repeats";
import type { ServiceClock } from "./serviceClock";

/** The services handed to an action. */
export interface Services {
  readonly db: Database;
  readonly clock: ServiceClock;
  readonly random: Random;
  /** The current configuration: the admin API may change it. */
  readonly config: () => EmulatorConfig;
  readonly repeats: RepeatedImports;
  readonly patterns: AttributePatterns;
  readonly tenantId: string;
  /** The emulator's address as the caller knows it, for links. */
  readonly endpoint: string;
  /** For faults of the emulator itself; never receives what a caller sent. */
  readonly log: (line: string) => void;
}

/** An action: takes the checked request, and answers without the envelope. */
export type Handler<Request> = (services: Services, request: Request) => object;
