import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import type { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { packageVersion } from "../../../ciam/version";
import { bareValues, FILE, JOB, settingsOf, type PluginState } from "../../golden-states/plugin";
import { REPOSITORY } from "../support/provider/programFolder";
import { World } from "../support/service/world";
import { plain, PluginProcess, struct, type Done, type Sent } from "./support/pluginProcess";

const FOLDER = join(REPOSITORY, "tests/golden-states");

const versions = readdirSync(FOLDER).filter((name) => existsSync(join(FOLDER, name, "plugin.json")));

describe("the state of a released version of the plugin", function () {
  this.timeout(60_000);

  it("is kept for every version", () => {
    expect(versions).to.include(packageVersion());
  });

  for (const version of versions) {
    it(`${version} shows no change and no drift, is updated with just what changed, and takes along who it made`, async () => {
      const state = JSON.parse(readFileSync(join(FOLDER, version, "plugin.json"), "utf8")) as PluginState;
      const store = state.id.slice(0, state.id.indexOf("/"));
      const world = await World.again(readFileSync(join(FOLDER, version, "plugin.sql"), "utf8"), store);
      const plugin = await PluginProcess.start();
      await plugin.configured(settingsOf(world));
      const checked = async (inputs: Sent): Promise<Sent> =>
        bareValues(plain((await plugin.check(JOB, inputs, state.inputs)).getInputs()));
      const idsBefore = ids(world);

      writeFileSync(join(plugin.folder, FILE), state.file);
      const same = await plugin.diff(JOB, state.id, state, await checked(state.inputs));
      expect(same.getDiffsList()).to.deep.equal([]);
      const read = await plugin.read(JOB, state.id, state);
      expect(bareValues(plain(read.getInputs()))).to.deep.equal(state.inputs);

      // One field of a user of the program, and one of a user of the file.
      writeFileSync(join(plugin.folder, FILE), state.file.replace("Carol\n", "Caro\n"));
      const { userSets } = state.inputs as { userSets: { staff: { alice: Sent } } };
      const changed = { ...userSets, staff: { ...userSets.staff, alice: { ...userSets.staff.alice, nickname: "Al" } } };
      const news = await checked({ ...state.inputs, userSets: changed });
      await plugin.diff(JOB, state.id, state, news);
      await world.forgetCalls();
      const updated = await plugin.update(JOB, state.id, state, news);
      expect((await world.writes()).map(({ action }) => action)).to.deep.equal(["UpdateUser", "UpdateUser"]);
      expect(ids(world)).to.deep.equal(idsBefore);

      const request = new proto.DeleteRequest()
        .setUrn(JOB)
        .setId(state.id)
        .setProperties(struct(bareValues(plain(updated.getProperties()))))
        .setOldInputs(struct(news));
      await plugin.call((asked: proto.DeleteRequest, done: Done<Empty>) => plugin.client.delete(asked, done), request);
      expect(world.users().map(({ UserName }) => UserName)).to.have.members(["stranger", "adopted"]);
      await plugin.stop();
      await world.close();
    });
  }
});

function ids(world: World): Map<unknown, string> {
  return new Map(world.users().map(({ UserName, UserId }) => [UserName, UserId]));
}
