import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { bare, plain, PluginProcess, urnOf, type Sent } from "../engine/plugin/support/pluginProcess";
import { toWire } from "../engine/support/state/values";
import { World } from "../engine/support/service/world";

/** What the engine keeps of a job of the plugin, with its secrets in clear, and what is beside it. */
export interface PluginState {
  readonly id: string;
  readonly inputs: Sent;
  readonly outputs: Sent;
  /** The file that `userFiles` names. */
  readonly file: string;
}

export const JOB = urnOf("ciam:index:UserImportJob", "staff");

/** Where the input `userFiles` finds the users of a file. */
export const FILE = "customers.csv";

/** The settings of a world, by the plugin's own names. */
export function settingsOf({ config }: World): Sent {
  return Object.fromEntries(Object.entries(toWire(config)).map(([name, value]) => [name.replace(/^.*:/, ""), value]));
}

/** Writes down a job of the plugin, with users in the program and in a file, and the service's content at that moment. */
export async function recordPlugin(folder: string): Promise<void> {
  const world = await World.start();
  await world.addUser({ UserName: "stranger", Email: "stranger@example.com" });
  await world.addUser({ UserName: "adopted", Nickname: "Before" });
  const plugin = await PluginProcess.start();
  await plugin.configured(settingsOf(world));

  const file = "key,userName,email,nickname\nc1,carol,carol@example.com,Carol\nc2,dan,dan@example.com,Dan\n";
  writeFileSync(join(plugin.folder, FILE), file);
  const inputs = {
    userStoreId: world.storeId,
    conflictPolicy: "adopt",
    userSets: {
      staff: {
        alice: { userName: "alice", email: "Alice@example.com", nickname: "Alice", password: "Golden-Password-3" },
        adopted: { userName: "adopted", nickname: "After" },
      },
    },
    userFiles: { customers: { path: FILE, key: "key" } },
  };
  const checked = plain((await plugin.check(JOB, inputs)).getInputs());
  const created = await plugin.create(JOB, bareValues(checked));
  const state: PluginState = {
    id: created.getId(),
    inputs: bareValues(checked),
    outputs: bareValues(plain(created.getProperties())),
    file,
  };
  writeFileSync(join(folder, "plugin.json"), `${JSON.stringify(state)}\n`);
  writeFileSync(join(folder, "plugin.sql"), world.book());
  await plugin.stop();
  await world.close();
}

/** As the engine sends it back. */
export function bareValues(properties: Sent): Sent {
  return Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, bare(value)]));
}
