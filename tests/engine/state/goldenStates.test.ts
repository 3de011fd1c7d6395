import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { packageVersion } from "../../../ciam/version";
import { providerLiteral } from "../../../provider/engine/literal";
import { EngineDouble } from "../support/engine/engineDouble";
import type { Declaration } from "../support/program";
import { REPOSITORY } from "../support/provider/programFolder";
import { at, type ResourceState } from "../support/state/state";
import { parsed } from "../support/state/stateFile";
import { isValues, type Values } from "../support/state/values";
import { World, type StoredUser } from "../support/service/world";
import { row } from "../../support/faultPlan";

const FOLDER = join(REPOSITORY, "tests/golden-states");

const versions = readdirSync(FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

describe("the state of a released version", function () {
  this.timeout(60_000);

  it("is kept for every version", () => {
    expect(versions).to.include(packageVersion());
  });

  for (const version of versions) describe(version, () => workingFrom(version));
});

function workingFrom(version: string): void {
  let world: World;
  let stack: EngineDouble;
  let idsBefore: Map<unknown, string>;

  beforeEach(async () => {
    const read = (name: string) => readFileSync(join(FOLDER, version, name), "utf8");
    const state = parsed(read("state.json"));
    world = await World.again(read("service.sql"), storeOf(resource(state.resources, "half")));
    stack = await EngineDouble.start({ config: world.config, name: "golden" });
    stack.state = { ...state, config: world.config };
    idsBefore = ids();
  });

  afterEach(() => world.close());

  function resource(resources: readonly ResourceState[], name: string): ResourceState {
    const found = resources.find(({ urn }) => urn.endsWith(`::${name}`));
    if (!found) throw new Error(`there is no ${name}`);
    return found;
  }

  /** The program that made the state, by its recorded inputs; those of the failed job are not of its last run. */
  const program = (change: (name: string, inputs: Values) => Values = (_name, inputs) => inputs): Declaration[] =>
    stack.state.resources.map(({ urn, type, inputs, additionalSecretOutputs }) => {
      const name = urn.slice(urn.lastIndexOf("::") + 2);
      const options = { deleteBeforeReplace: true, additionalSecretOutputs };
      return { type, name, inputs: change(name, inputs), added: (_stack, __urn) => ({ __urn }), options };
    });

  /** The id of a job consists of its store and its owner. */
  const storeOf = ({ id }: ResourceState) => id.slice(0, id.indexOf("/"));

  const storeOfDone = () => storeOf(resource(stack.state.resources, "done"));

  const users = () => [...world.users(), ...world.users(storeOfDone())];

  const named = ({ UserName, Email }: StoredUser) => UserName ?? Email;

  function ids(): Map<unknown, string> {
    return new Map(users().map((user) => [named(user), user.UserId]));
  }

  it("has the provider's text of today", () => {
    for (const kind of ["UserStore", "UserGroup", "UserImportJob"] as const) {
      const texts = stack.state.resources.filter(({ type }) => type.endsWith(`:${kind}`));
      expect(texts.map(({ outputs }) => outputs.__provider)).to.include(providerLiteral(kind));
    }
  });

  it(
    row(40, "real process", "a released version's is previewed without a change but for what was not done"),
    async () => {
      const { steps } = await stack.preview(program());
      expect(steps.map(({ name, op, diff }) => [name, op, diff])).to.deep.equal([
        ["directory", "same", {}],
        ["testers", "same", {}],
        ["done", "same", {}],
        ["half", "update", {}],
      ]);
    },
  );

  it("is refreshed without drift, and shows drift where there is some", async () => {
    const { steps } = await stack.refresh();
    expect(steps.filter(({ name }) => name !== "half").map(({ op }) => op)).to.deep.equal(["same", "same", "same"]);
    const UserId = idsBefore.get("carol") ?? "";
    await world.client.call("UpdateUser", { UserStoreId: storeOfDone(), UserId, Nickname: "Mallory" });
    const again = await stack.refresh();
    expect(again.steps.find(({ name }) => name === "done")?.diff).to.deep.equal({ "userSets.loaded.carol": "update" });
  });

  it("is updated with just what changed, and everybody keeps their UserId", async () => {
    const changed = program((name, inputs) => {
      const sets = inputs.userSets;
      if (name !== "done" || !isValues(sets) || !isValues(sets.literal)) return inputs;
      const alice = sets.literal.alice ?? null;
      if (!isValues(alice)) return inputs;
      const literal = { ...sets.literal, alice: { ...alice, nickname: "Al" }, zoe: { userName: "zoe" } };
      return { ...inputs, userSets: { ...sets, literal } };
    });
    await world.forgetCalls();
    await stack.up(changed);
    const written = (await world.writes()).map(({ action, users: count }) => [action, count]);
    expect(written).to.have.deep.members([
      ["UpdateUser", undefined],
      // Before 0.1.0 was released, adopted users had the mark of those who were made; they get their own.
      ...(version === "0.1.0-pre" ? [["UpdateUser", undefined]] : []),
      ["CreateApiImportUserJob", 1],
      ["CreateApiImportUserJob", 1],
    ]);
    for (const [name, id] of idsBefore) expect(ids().get(name), String(name)).to.equal(id);
    expect(users().find(({ UserName }) => UserName === "alice")?.Nickname).to.equal("Al");
    expect(users().find(({ UserName }) => UserName === "adopted")?.IndexedAttribute5).to.match(/^pulumi-adopted:/);
    expect([...ids().keys()]).to.include.members(["zoe", "refused"]);
    expect(at(stack.resource("done").outputs, "status")).to.equal("InSync");
    await world.forgetCalls();
    expect((await stack.up(changed)).steps.every(({ op }) => op === "same")).to.equal(true);
    expect(await world.writes()).to.deep.equal([]);
  });

  it("is destroyed: who was made goes, who was adopted and who is nobody's stays", async () => {
    await stack.destroy();
    expect(stack.state.resources).to.deep.equal([]);
    expect(world.users().map(named)).to.have.members(["stranger", "adopted"]);
    expect(world.users().map(({ IndexedAttribute5 }) => IndexedAttribute5 ?? "")).to.deep.equal(["", ""]);
  });
}
