import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { EngineDouble, failing } from "../engine/support/engine/engineDouble";
import { REPOSITORY } from "../engine/support/provider/programFolder";
import { idOf, userGroup, userImportJob, userStore, type Program } from "../engine/support/program";
import { exported } from "../engine/support/state/stateFile";
import type { Values } from "../engine/support/state/values";
import { World } from "../engine/support/service/world";
import { recordPlugin } from "./plugin";

/**
 * Writes down the state of this version for later versions: the engine's record of a store, a group and two import
 * jobs, one of them unfinished, and the service's content at that moment; and the same of a job of the plugin. Run once
 * per release, by `node dist/tests/golden-states/record.js VERSION`, and then through the formatter; the result is never
 * written again.
 */
async function record(version: string): Promise<void> {
  const world = await World.start();
  const stack = await EngineDouble.start({ config: world.config, name: "golden" });
  await world.addUser({ UserName: "stranger", Email: "stranger@example.com" });
  await world.addUser({ UserName: "adopted", Nickname: "Before" });

  await world.admin("PATCH", "/config", { attributePatterns: { UserName: "^(?!refused)[a-z]+$" } });
  const { failures } = await failing(stack.up(program(world.storeId)));
  if (failures.length !== 1 || failures[0]?.name !== "half") throw new Error(JSON.stringify(failures));
  await world.admin("PATCH", "/config", { attributePatterns: {} });

  const folder = join(REPOSITORY, "tests/golden-states", version);
  mkdirSync(folder);
  writeFileSync(join(folder, "state.json"), `${exported(stack.state)}\n`);
  writeFileSync(join(folder, "service.sql"), world.book());
  await world.close();
  await recordPlugin(folder);
}

function program(userStoreId: string): Program {
  const literal: Values = {
    alice: {
      userName: "alice",
      email: "Alice@example.com",
      phoneNumber: "+86-13800008000",
      nickname: "Alice",
      gender: "female",
      birthdate: "2000-02-29",
      userGroups: [idOf("testers")],
      password: "Golden-Password-1",
    },
    "b.o.b@example.com": {
      email: "bob@example.com",
      name: "鲍勃",
      locale: "zh-CN",
      customAttributes: [{ name: "nickname", value: "bobby", type: "STRING" }],
      password: "8843d7f92416211de9ebb963ff4ce28125932878",
      passwordEncryptType: "SHA1",
      salt: { saltValue: "golden", saltLocation: { saltLocationType: "HEAD" } },
    },
  };
  const loaded: Values = {
    carol: JSON.stringify({ nickname: "Carol", userGroups: ["qa"], userName: "carol" }),
    dan: {
      user: JSON.stringify({ description: "from a file", userName: "dan" }),
      secret: JSON.stringify({ password: "Golden-Password-2", residentIdentityCard: "11010519491231002X" }),
    },
  };
  return [
    userStore("directory", { name: "golden", description: "as it was" }),
    userGroup("testers", { userStoreId: idOf("directory"), displayName: "Testers" }),
    userImportJob("done", {
      userStoreId: idOf("directory"),
      groups: { qa: idOf("testers") },
      userSets: { literal, loaded },
    }),
    userImportJob("half", {
      userStoreId,
      conflictPolicy: "adopt",
      ignoreFields: ["zone"],
      secretFields: ["address"],
      userSets: {
        s: {
          adopted: { userName: "adopted", nickname: "After" },
          made: { userName: "made", address: "1 Example Road", zone: "Asia/Shanghai" },
          refused: { userName: "refused" },
        },
      },
    }),
  ];
}

const [, , version] = process.argv;
if (require.main === module && version !== undefined) void record(version).then(() => process.exit());
