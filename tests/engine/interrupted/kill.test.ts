import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { expect } from "chai";
import { problems } from "../support/checker";
import { EngineDied, EngineDouble } from "../support/engine/engineDouble";
import { CommandFailed, type Outcome } from "../support/engine/outcome";
import { userImportJob, type Program } from "../support/program";
import { Random } from "../../support/random";
import { EMPTY } from "../support/state/state";
import { Interceptor } from "../support/service/interceptor";
import type { Values } from "../support/state/values";
import { World } from "../support/service/world";

const KILLS = Number(process.env.CIAM_PROVIDER_KILLS ?? 60);
const SEED = Number(process.env.CIAM_KILL_SEED ?? Math.floor(Math.random() * 1_000_000));
/** Two stacks at a time, because there are two processors. */
const WORKERS = 2;
/** In a row at most, before an up is left in peace. */
const MOST_KILLS = 4;
/** About as many calls as an up makes here. */
const CALLS = 12;

const isWrite = (action: string) => !/^(?:Describe|List)/.test(action);

describe("a provider that is killed at any moment", function () {
  this.timeout(Math.max(300_000, KILLS * 2_000));
  let world: World;

  before(async () => {
    // Every round has a store of its own, and kills at least somebody in most rounds.
    world = await World.start({ jobProcessingMs: 40, maxStores: Math.max(100, KILLS * 2) });
  });

  after(() => world.close());

  it(`loses nobody, doubles nobody and touches nobody else's users, ${String(KILLS)} times (replay: CIAM_KILL_SEED=${String(SEED)})`, async () => {
    let kills = 0;
    const work = async (number: number) => {
      const worker = new Worker(world, `w${String(number)}`, new Random(SEED + number));
      await worker.open();
      for (let round = 0; kills < KILLS; round++) {
        const more = await worker.round(round);
        kills += more;
      }
      await worker.close();
    };
    await Promise.all([...Array(WORKERS).keys()].map(work));
    expect(kills).to.be.at.least(KILLS);
  });
});

/** A stack that gets a new store in every round, is killed there several times, and has to recover. */
class Worker {
  readonly #folder = mkdtempSync(join(tmpdir(), "ciam-kill-"));
  #tap: Interceptor | undefined;
  /** Its process goes from round to round, as long as nobody kills it. */
  #stack: EngineDouble | undefined;

  constructor(
    private readonly world: World,
    private readonly name: string,
    private readonly random: Random,
  ) {}

  async open(): Promise<void> {
    this.#tap = await Interceptor.into(this.world.endpoint);
    this.#stack = await EngineDouble.start({
      name: this.name,
      config: { ...this.world.config, "ciam:endpoint": this.#line.endpoint },
      sharesProcess: true,
    });
  }

  async close(): Promise<void> {
    await this.#stack?.close();
    this.#tap?.close();
    rmSync(this.#folder, { recursive: true });
  }

  get #line(): Interceptor {
    if (!this.#tap) throw new Error("the worker is not open");
    return this.#tap;
  }

  /** A stack of no resources. */
  get #emptyStack(): EngineDouble {
    if (!this.#stack) throw new Error("the worker is not open");
    this.#stack.state = EMPTY;
    return this.#stack;
  }

  /** Returns the number of kills. */
  async round(round: number): Promise<number> {
    const { world, random } = this;
    const stack = this.#emptyStack;
    const job = `staff${String(round)}`;
    const { UserStoreId: storeId } = await world.client.call("CreateUserStore", {
      UserPoolName: `${this.name}-${String(round)}`,
    });
    await world.addUser({ UserName: "foreigner", IndexedAttribute5: "a value of their own" }, storeId);
    await world.addUser({ UserName: "another" }, storeId);
    const foreigners = world.users(storeId);
    // Only a person can tell the owner of users that a killed run had taken in.
    const own = `shop/${this.name}/${job}`;
    // Half of the rounds declare their users in a file.
    const path = join(this.#folder, `${job}.json`);
    const isByFile = random.chance(0.5);
    const program = (users: Values): Program => {
      if (isByFile) writeFileSync(path, JSON.stringify(users));
      const declared: Values = isByFile
        ? { userFiles: { s: { path, allowOutside: true, allowEmpty: true } } }
        : { userSets: { s: users } };
      return [userImportJob(job, { userStoreId: storeId, ...declared, batch: { users: 3 }, takeOver: [own] })];
    };
    const { command, users } = await this.#scene(stack, program);
    let kills = 0;
    const history: string[] = [];
    for (let left = 1 + random.below(MOST_KILLS); left > 0; left--) {
      const moment = await this.#killed(stack, command);
      history.push(moment ?? "not reached");
      if (moment !== undefined) kills++;
    }
    const course = `round ${String(round)} of ${this.name}${isByFile ? ", by file" : ""}: killed ${history.join(", ")}`;
    await this.#expectRecovery(command, course);
    expect(problems(world.users(storeId), users, foreigners), course).to.deep.equal([]);
    this.#line.calls = [];
    const { steps } = await command();
    expect(this.#line.calls.filter(isWrite), `${course}; writes of a command after the last`).to.deep.equal([]);
    expect(
      steps.filter(({ op }) => op !== "same"),
      course,
    ).to.deep.equal([]);
    if (random.chance(0.25)) {
      const drifted = (await stack.refresh()).steps.filter(({ op }) => op !== "same");
      expect(drifted, course).to.deep.equal([]);
    }
    return kills;
  }

  /**
   * A creation, an update of a finished stack, or a destruction: the command to kill, and the users expected in the
   * end.
   */
  async #scene(
    stack: EngineDouble,
    program: (users: Values) => Program,
  ): Promise<{ command: () => Promise<Outcome>; users: Values }> {
    const before = this.#someUsers();
    if (this.random.chance(0.4)) return { command: () => stack.up(program(before)), users: before };
    await stack.up(program(before));
    if (this.random.chance(0.25)) return { command: () => stack.destroy(), users: {} };
    const users = this.#changed(before);
    return { command: () => stack.up(program(users)), users };
  }

  async #expectRecovery(command: () => Promise<Outcome>, course: string): Promise<void> {
    try {
      await command();
    } catch (error) {
      throw new Error(`${course}; the next command failed: ${String(error)}`);
    }
  }

  /** Runs a command and kills it around one of its calls; returns the place, or undefined if the command was faster. */
  async #killed(stack: EngineDouble, command: () => Promise<Outcome>): Promise<string | undefined> {
    const { random } = this;
    const at = random.below(CALLS);
    const isBefore = random.chance(0.5);
    const lateMs = random.chance(0.5) ? random.below(30) : 0;
    const dies = random.chance(0.5);
    let seen = 0;
    let moment: string | undefined;
    let death: Promise<void> | undefined;
    const strike = (phase: string, action: string): void => {
      moment = `${dies ? "with its engine " : ""}${String(lateMs)} ms ${phase} ${action}`;
      death = (lateMs > 0 ? delay(lateMs) : Promise.resolve()).then(() => (dies ? stack.die() : stack.kill()));
    };
    this.#line.listener = {
      before: (action) => {
        if (seen++ === at && isBefore) strike("after the sending of", action);
        return undefined;
      },
      after: (action) => {
        if (seen === at + 1 && !isBefore && !death) strike("after the doing of", action);
        return undefined;
      },
    };
    let survived = true;
    try {
      await command();
    } catch (error) {
      survived = false;
      if (!(error instanceof EngineDied) && !(error instanceof CommandFailed)) throw error;
    }
    await death;
    this.#line.listener = {};
    return survived ? undefined : moment;
  }

  #someUsers(): Values {
    const count = 1 + this.random.below(8);
    return Object.fromEntries([...Array(count).keys()].map((n) => [`k${String(n)}`, this.#user(n)]));
  }

  #user(n: number): Values {
    const nickname = `N${String(this.random.below(1_000))}`;
    const email = this.random.chance(0.3) ? { email: `u${String(n)}.${nickname}@example.com` } : {};
    return { userName: `u${String(n)}`, nickname, ...email };
  }

  /** Some users leave, some change, some are new. */
  #changed(users: Values): Values {
    const kept = Object.entries(users).filter(() => !this.random.chance(0.3));
    const edited = kept.map(([key, user]) => [key, this.random.chance(0.4) ? this.#user(Number(key.slice(1))) : user]);
    const added = [...Array(1 + this.random.below(4)).keys()].map((n) => [`k${String(n + 20)}`, this.#user(n + 20)]);
    return Object.fromEntries([...edited, ...added]) as Values;
  }
}
