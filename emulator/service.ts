import { systemClock, type Clock } from "../provider/ciam/clock";
import { configured, type EmulatorConfig } from "./config";
import type { Database } from "./database";
import { Faults } from "./faults";
import { Gateway } from "./gateway";
import { Journal } from "./journal";
import { Meta } from "./meta";
import { randomFrom, type Random } from "./random";
import { RateLimit } from "./rateLimit";
import { TABLES_OF_A_STORE } from "./schema";
import { ServiceClock } from "./serviceClock";
import type { Services } from "./services";
import type { Verification } from "./signature";

export interface ServiceOptions {
  /** Settings, not yet checked. */
  readonly config?: unknown;
  /** Makes ids and chances repeatable. */
  readonly seed?: number | undefined;
  readonly clock?: Pick<Clock, "now"> | undefined;
  readonly secretId: string;
  readonly secretKey: string;
  /** Where it can be reached. */
  readonly endpoint: string;
  readonly signatures?: Verification["mode"] | undefined;
  readonly log?: ((line: string) => void) | undefined;
}

/** The emulated service without its HTTP. */
export class Service {
  readonly clock: ServiceClock;
  readonly random: Random;
  readonly journal = new Journal();
  readonly faults: Faults;
  readonly gateway: Gateway;
  readonly services: Services;
  readonly #db: Database;
  readonly #rateLimit = new RateLimit();
  #config: EmulatorConfig;

  constructor(db: Database, options: ServiceOptions) {
    this.#config = configured(options.config ?? {});
    this.#db = db;
    const meta = new Meta(this.#db);
    this.random = randomFrom(options.seed, meta.next("starts"));
    this.clock = new ServiceClock(meta, options.clock ?? systemClock);
    this.faults = new Faults(this.random);
    this.services = {
      db: this.#db,
      clock: this.clock,
      random: this.random,
      config: () => this.#config,
      tenantId: meta.once("tenantId", () => twelveDigits(this.random)),
      endpoint: options.endpoint,
      log: options.log ?? (() => undefined),
    };
    this.gateway = new Gateway({
      services: this.services,
      rateLimit: this.#rateLimit,
      secretId: options.secretId,
      secretKey: options.secretKey,
      signatures: options.signatures ?? "tolerant",
    });
  }

  get config(): EmulatorConfig {
    return this.#config;
  }

  /** Lays settings over the configuration. */
  configure(settings: unknown): EmulatorConfig {
    this.#config = configured(settings, this.#config);
    return this.#config;
  }

  /** As on the first day; the configuration stays. */
  reset(): void {
    this.#db.transaction(() => {
      for (const table of ["members", ...TABLES_OF_A_STORE, "stores"]) this.#db.run(`DELETE FROM ${table}`);
      this.#db.run("DELETE FROM meta WHERE key = 'advancedMs'");
    });
    this.clock.skew(0);
    this.faults.set([]);
    this.journal.reset();
    this.#rateLimit.reset();
  }
}

function twelveDigits(random: Random): string {
  const digits = String(Math.floor(random.chance() * 1e11)).padStart(11, "0");
  return `1${digits}`;
}
