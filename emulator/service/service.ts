import { systemClock, type Clock } from "../../ciam/clock";
import { configured, type EmulatorConfig } from "./config";
import type { Database } from "./database";
import { faultsFrom, type NamedRule } from "../faults/faultRules";
import { Faults } from "../faults/faults";
import { Gateway } from "../gateway/gateway";
import { Journal } from "../admin/journal";
import { Meta } from "./meta";
import { randomFrom, type Random } from "./random";
import { AttributePatterns } from "../directory/userRules";
import { RepeatedImports } from "../gateway/repeats";
import { RateLimit } from "../gateway/rateLimit";
import { TABLES_OF_A_STORE } from "./schema";
import type { Header } from "../admin/snapshot/format";
import { ServiceClock } from "./serviceClock";
import type { Services } from "./services";
import type { SignatureOptions } from "../gateway/signatures/signatureCheck";

export interface ServiceOptions {
  /** Settings, not yet checked. */
  readonly config?: unknown;
  /** Makes ids and random decisions repeatable. */
  readonly seed?: number | undefined;
  readonly clock?: Pick<Clock, "now"> | undefined;
  readonly secretId: string;
  readonly secretKey: string;
  /** The address under which it can be reached. */
  readonly endpoint: string;
  readonly signatures?: SignatureOptions["mode"] | undefined;
  readonly log?: ((line: string) => void) | undefined;
  /** The faults from the start and after each reset: presets and rules, not yet checked. */
  readonly faults?: unknown;
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
  readonly #meta: Meta;
  readonly #tenant: { id: string };
  readonly #rateLimit = new RateLimit();
  readonly #faultsAtStart: readonly NamedRule[];
  #config: EmulatorConfig;

  constructor(db: Database, options: ServiceOptions) {
    this.#config = configured(options.config ?? {});
    this.#db = db;
    db.limit(this.#config.maxDatabaseMB);
    const meta = new Meta(this.#db);
    this.#meta = meta;
    this.random = randomFrom(options.seed, meta.next("starts"));
    this.clock = new ServiceClock(meta, options.clock ?? systemClock);
    this.#faultsAtStart = faultsFrom(options.faults ?? []);
    this.faults = new Faults(this.random);
    this.faults.arm(this.#faultsAtStart);
    const tenant = { id: meta.once("tenantId", () => twelveDigits(this.random)) };
    this.#tenant = tenant;
    this.services = {
      db: this.#db,
      clock: this.clock,
      random: this.random,
      config: () => this.#config,
      repeats: new RepeatedImports(),
      patterns: new AttributePatterns(),
      get tenantId() {
        return tenant.id;
      },
      endpoint: options.endpoint,
      log: options.log ?? (() => undefined),
    };
    this.gateway = new Gateway({
      services: this.services,
      rateLimit: this.#rateLimit,
      secretId: options.secretId,
      secretKey: options.secretKey,
      mode: options.signatures ?? "tolerant",
    });
  }

  get config(): EmulatorConfig {
    return this.#config;
  }

  /** Merges settings into the configuration. */
  configure(settings: unknown): EmulatorConfig {
    this.#config = configured(settings, this.#config);
    this.#db.limit(this.#config.maxDatabaseMB);
    return this.#config;
  }

  /** Back to the first day. The configuration stays, and the initial faults are armed again. */
  reset(): void {
    this.#db.transaction(() => {
      this.clear();
    });
    this.clock.reset();
    this.faults.arm(this.#faultsAtStart);
    this.journal.reset();
    this.#rateLimit.reset();
  }

  /** Removes all stores with their content. */
  clear(): void {
    for (const table of ["members", ...TABLES_OF_A_STORE, "stores"]) this.#db.run(`DELETE FROM ${table}`);
  }

  /** The number of starts of an emulator on this database, or on the one it was restored from. */
  get starts(): number {
    return this.#meta.number("starts") ?? 1;
  }

  /** Continues from a snapshot; with a seed, it makes ids that neither side has made. */
  resume({ clock, starts, tenantId }: Pick<Header, "clock" | "starts" | "tenantId">): void {
    this.clock.resume(clock);
    this.#meta.set("tenantId", tenantId);
    this.#tenant.id = tenantId;
    this.#meta.set("starts", Math.max(starts, this.starts) + 1);
    this.random.reseed(this.starts);
  }
}

function twelveDigits(random: Random): string {
  const digits = String(Math.floor(random.chance() * 1e11)).padStart(11, "0");
  return `1${digits}`;
}
