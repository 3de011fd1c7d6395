import { dirname, join } from "node:path";
import { expect } from "chai";
import { people } from "../support/pulumi/programs";
import { textsIn } from "../support/texts";
import { detailedDiffOf } from "../plugin/support/yaml";
import type { Shop } from "./shop";

const CANARY = "Plain-canary-1";
const alice = { ...people("alice").alice, password: CANARY };
const first = { alice, ...people("bob", "carol") };
const second = { alice, bob: { userName: "bob", email: "bob.new@example.com", nickname: "Bob" }, ...people("dave") };

/** What a person does from the first preview to destroy: each step goes on from the one before. */
export async function day(shop: Shop): Promise<void> {
  await firstUp(shop);
  await nothingToDo(shop);
  await change(shop);
  await drift(shop);
  await refusals(shop);
  await otherWay(shop);
  await leave(shop);
}

async function firstUp(shop: Shop): Promise<void> {
  const { cloud, project, store, column } = shop;
  const { frontEnd, way } = column;
  await shop.register("stranger");
  shop.declare(first);
  if (way === "by file") {
    project.remove("users/staff.json");
    const { screen } = await project.fails("preview");
    expect(screen).to.contain("users/staff.json: does not exist (looked for ");
    shop.declare(first);
  }
  // The inputs of a first up by the classes are not those of its plan: the key of the prints is drawn anew.
  const keepsPlans = frontEnd.name === "plugin";
  const preview = await cloud.callsDuring(() => project.preview(...(keepsPlans ? ["--save-plan", "plan.json"] : [])));
  expect(preview.calls).to.deep.equal([]);
  expect(preview.result.screen).to.contain(`+ ${frontEnd.type}: (create)`).and.to.contain("plan: 3 import");
  expect(preview.result.screen).not.to.contain(CANARY);
  if (way === "by value") expect(preview.result.screen).to.match(/bob\s*: \{\s+email\s*: "bob@example.com"/);
  else
    expect(preview.result.screen).to.contain("+ staff/alice, staff/bob, staff/carol").and.not.to.contain("example.com");
  if (frontEnd.name === "plugin") expect(preview.result.screen).to.match(/status\s*: \[unknown\]/);

  const { result, writes } = await cloud.callsDuring(() => project.up(...(keepsPlans ? ["--plan", "plan.json"] : [])));
  expect(writes).to.deep.equal(["CreateApiImportUserJob"]);
  expect(result.screen).to.contain("plan: 3 import").and.not.to.contain(CANARY);
  expect(await cloud.names(store)).to.deep.equal(["alice", "bob", "carol", "stranger"]);
  const outputs = await project.outputs();
  expect(outputs).to.include({ status: "InSync" });
  // A program in the classes may ask for it.
  if (frontEnd.name === "dynamic") {
    expect(outputs.ids).to.have.all.keys("alice", "bob", "carol");
    expect(outputs.ids).to.include({ alice: (await cloud.user(store, "alice")).UserId });
  }

  const written = textsIn(join(dirname(project.folder), "state"));
  expect(written.some((text) => text.includes(frontEnd.type))).to.equal(true);
  expect(written.filter((text) => text.includes(CANARY))).to.deep.equal([]);
  // By value the inputs have the users; by file nothing has, not even decrypted.
  const { inputs, outputs: kept } = await project.revealed("staff");
  const isThere = [inputs, kept].map((part) => /Plain-canary-1|example\.com/.test(JSON.stringify(part)));
  expect(isThere).to.deep.equal([way === "by value", false]);
}

async function nothingToDo({ cloud, project }: Shop): Promise<void> {
  const { result, calls } = await cloud.callsDuring(() => project.up("--expect-no-changes"));
  expect(result.screen).to.contain("2 unchanged");
  expect(calls).to.deep.equal([]);
  const { writes } = await cloud.callsDuring(() => project.refresh("--expect-no-changes"));
  expect(writes).to.deep.equal([]);
}

async function change(shop: Shop): Promise<void> {
  const { cloud, project, store, column } = shop;
  const { UserId } = await cloud.user(store, "bob");
  shop.declare(second);
  const { screen } = await project.preview();
  expect(screen).to.contain("plan against last known state: 1 import, 1 update (email 1, nickname 1), 1 delete");
  expect(screen).not.to.contain("alice@example.com");
  const { stdout } = await project.succeeds("preview", "--json");
  const diff = detailedDiffOf(stdout, "staff");
  if (column.way === "by value") {
    expect(screen).to.match(/~ bob\s*: \{\s+~ email\s*: "bob@example.com" => "bob.new@example.com"/);
    expect(screen).to.match(/- carol\s*: \{/);
    expect(screen).to.match(/\+ dave\s*: \{/);
    expect(diff).to.deep.equal({
      "userSets.staff.bob.email": { kind: "update", inputDiff: true },
      "userSets.staff.bob.nickname": { kind: "add", inputDiff: true },
      "userSets.staff.carol": { kind: "delete", inputDiff: true },
      "userSets.staff.dave": { kind: "add", inputDiff: true },
    });
  } else {
    expect(screen).to.contain("- staff/carol\n").and.to.contain("+ staff/dave").and.to.contain("~ staff/bob  email →");
    expect(screen).to.match(/~ digest\s*: "[0-9a-f-]+" => "[0-9a-f-]+"/);
    expect(screen).not.to.contain("bob.new@example.com").and.not.to.contain("printKey");
    expect(Object.keys(diff ?? {})).to.deep.equal(["userFiles.staff.digest"]);
  }
  const { writes } = await cloud.callsDuring(() => project.up());
  expect(writes.sort()).to.deep.equal(["CreateApiImportUserJob", "DeleteUsers", "UpdateUser"]);
  expect((await cloud.calls()).find(({ action }) => action === "CreateApiImportUserJob")?.users).to.equal(1);
  expect(await cloud.user(store, "bob")).to.include({ UserId, Email: "bob.new@example.com" });
  expect(await cloud.names(store)).to.deep.equal(["alice", "bob", "dave", "stranger"]);
}

async function drift(shop: Shop): Promise<void> {
  const { cloud, project, store, column } = shop;
  await cloud.edit(store, "alice", { Nickname: "Mallory" });
  await cloud.edit(store, "bob", { Email: "mallory@example.com" });
  await cloud.drop(store, "dave");
  const { calls } = await cloud.callsDuring(() => project.up("--expect-no-changes"));
  expect(calls, "nobody has asked").to.deep.equal([]);
  const { screen } = await project.succeeds("refresh", "--preview-only", "--diff");
  if (column.way === "by value") {
    expect(screen).to.match(/~ bob\s*: \{\s+~ email\s*: "bob.new@example.com" => "mallory@example.com"/);
    expect(screen).to.match(/- dave\s*: \{/);
  } else {
    expect(screen)
      .to.match(/staff\/bob\s*: "email"/)
      .and.to.match(/staff\/dave\s*: "gone"/);
    expect(screen).not.to.contain("example.com");
  }
  // Nobody declared it.
  expect(screen).not.to.contain("Mallory");
  expect((await project.fails("preview", "--refresh", "--expect-no-changes")).code).to.equal(7);
  await project.refresh();
  if (column.way === "by file") expect((await project.preview()).screen).to.match(/- drift\s*: \{/);
  const { writes } = await cloud.callsDuring(() => project.up());
  expect(writes.sort()).to.deep.equal(["CreateApiImportUserJob", "UpdateUser"]);
  expect(await cloud.user(store, "bob")).to.include({ Email: "bob.new@example.com" });
  expect(await cloud.user(store, "alice")).to.include({ Nickname: "Mallory" });
  expect(await cloud.names(store)).to.deep.equal(["alice", "bob", "dave", "stranger"]);
}

async function refusals(shop: Shop): Promise<void> {
  const { cloud, project, store, column } = shop;
  shop.declare({ ...second, erin: { userName: "erin", email: "nowhere" } });
  const { screen } = await project.fails("preview");
  expect(screen).to.match(
    column.way === "by value" ? /userSets\["staff"\]\.erin\.email: / : /staff\.json:\d+.* email: /,
  );
  expect(screen).to.contain("is not an e-mail address");
  const args = { deletionLimit: { count: 1 } };
  shop.declare({ alice }, args);
  expect((await project.fails("preview")).screen).to.contain("deletionLimit");
  expect((await project.upFails()).screen).to.contain("2 of 3 managed users would be removed");
  expect(await cloud.names(store)).to.deep.equal(["alice", "bob", "dave", "stranger"]);
}

/** From the sets to a file, or from a file to the sets, and back. */
async function otherWay(shop: Shop): Promise<void> {
  const { cloud, project, column } = shop;
  for (const way of [column.way === "by value" ? "by file" : "by value", column.way] as const) {
    shop.declare(second, {}, way);
    const { writes } = await cloud.callsDuring(() => project.up());
    expect(writes, way).to.deep.equal([]);
  }
}

/** Neither the file nor the program is needed any more. */
async function leave({ cloud, project, store, column }: Shop): Promise<void> {
  project.remove("users");
  if (column.frontEnd.name === "dynamic") project.remove(column.frontEnd.file);
  await project.refresh();
  expect((await project.destroy()).screen).to.contain("plan: 3 delete");
  expect(await cloud.names(store)).to.deep.equal(["stranger"]);
}
