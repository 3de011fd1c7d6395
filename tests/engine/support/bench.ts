import type { EmulatorSettings } from "../../../emulator";
import { decodeRecord } from "../../../provider/resources/userImportJob/state/record";
import { EngineDouble, type StackOptions } from "./engine/engineDouble";
import type { Outcome } from "./engine/outcome";
import { userImportJob, type Inputs, type Options, type Program } from "./program";
import { EMPTY } from "./state/state";
import { stored } from "./state/stateFile";
import { Hidden, type Values } from "./state/values";
import { World } from "./service/world";

/** A stack that works against an emulator of its own. */
export class Bench {
  private constructor(
    readonly world: World,
    readonly stack: EngineDouble,
    private readonly config: Values,
  ) {}

  static async start(settings: EmulatorSettings = {}, options: Partial<StackOptions> = {}): Promise<Bench> {
    const world = await World.start(settings);
    const { config } = world;
    const stack = await EngineDouble.start({ config, ...options });
    return new Bench(world, stack, stack.config);
  }

  /** A program with one import job, `staff`, and one set of users of the same name. */
  staff(users: Values, more: Inputs = {}, options: Options = {}): Program {
    return [userImportJob("staff", { userStoreId: this.world.storeId, userSets: { staff: users }, ...more }, options)];
  }

  /** The names of the users in the store, in the order of their creation. */
  userNames(): unknown[] {
    return this.world.users().map(({ UserName }) => UserName);
  }

  /**
   * Everything in clear after these commands: the stored state, the screen, and the provider's unmarked answers,
   * unpacked if packed.
   */
  inClear(...outcomes: readonly Outcome[]): string {
    const legible = (name: string, value: unknown): unknown => {
      if (value instanceof Hidden) return "[secret]";
      return name === "record" && typeof value === "string" ? decodeRecord({ record: value }) : value;
    };
    return [stored(this.stack.state), ...outcomes.map((outcome) => JSON.stringify(outcome, legible))].join("\n");
  }

  /**
   * An empty store and a stack of nothing, with the emulator and the shared process of before. To that process a job that
   * it has already made is now replaced, not new: where that matters, close the stack.
   */
  async anew(): Promise<void> {
    await this.world.anew();
    this.stack.state = EMPTY;
    this.stack.config = this.config;
  }

  async close(): Promise<void> {
    await this.stack.close();
    await this.world.close();
  }
}
