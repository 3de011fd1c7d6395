import type { EmulatorSettings } from "../../../emulator";
import { EngineDouble, type StackOptions } from "./engineDouble";
import type { Outcome } from "./outcome";
import { userImportJob, type Inputs, type Options, type Program } from "./program";
import { stored } from "./stateFile";
import { Hidden, type Values } from "./values";
import { World } from "./world";

/** A stack that works against an emulator of its own. */
export class Bench {
  private constructor(
    readonly world: World,
    readonly stack: EngineDouble,
  ) {}

  static async start(settings: EmulatorSettings = {}, options: Partial<StackOptions> = {}): Promise<Bench> {
    const world = await World.start(settings);
    return new Bench(world, await EngineDouble.start({ config: world.config, ...options }));
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
   * All that lies in clear somewhere after these commands: the state as it is stored, what was shown, and what the
   * provider answered without marking it.
   */
  inClear(...outcomes: readonly Outcome[]): string {
    const unmarked = (_name: string, value: unknown) => (value instanceof Hidden ? "[secret]" : value);
    return [stored(this.stack.state), ...outcomes.map((outcome) => JSON.stringify(outcome, unmarked))].join("\n");
  }

  close(): Promise<void> {
    return this.world.close();
  }
}
