import { expect } from "chai";
import { remedyIn } from "../support/service/accounts";
import { people } from "../support/pulumi/programs";
import type { Shop } from "./shop";

const broken = { userName: "mallory", email: "mallory@example" };
const mended = { userName: "mallory", phoneNumber: "13800008021" };

/** What the policies, a refused user and a lost state look like on the screen: each step goes on from the one before. */
export async function disputes(shop: Shop): Promise<void> {
  await existing(shop);
  await refused(shop);
  await importOnly(shop);
  await frozen(shop);
  await lostState(shop);
}

async function existing(shop: Shop): Promise<void> {
  const { cloud, project, store } = shop;
  const UserId = await shop.register("alice");
  shop.declare(people("alice", "bob"));
  const { screen } = await project.upFails();
  expect(screen).to.contain(`exists already in the store as ${UserId}`);
  expect(screen).to.contain('set conflictPolicy to "adopt" or "skip"');
  expect(await cloud.names(store)).to.deep.equal(["alice", "bob"]);
  expect((await cloud.user(store, "alice")).IndexedAttribute5 ?? "").to.equal("");

  shop.declare(people("alice", "bob"), { conflictPolicy: "adopt" });
  const { writes } = await cloud.callsDuring(() => project.up());
  expect(writes).to.deep.equal(["UpdateUser"]);
  expect(await cloud.user(store, "alice")).to.include({ UserId });
  expect((await cloud.user(store, "alice")).IndexedAttribute5).to.match(/^pulumi-adopted:shop\/dev\/staff#/);
}

async function refused(shop: Shop): Promise<void> {
  const { cloud, project, store } = shop;
  shop.declare({ ...people("alice", "bob", "carol"), mallory: broken }, { failurePolicy: "warn" });
  expect((await project.up()).screen).to.match(/warning: [\s\S]*staff\/mallory/);
  expect((await project.resource("staff")).outputs?.status).to.equal("Degraded");
  shop.declare({ ...people("alice", "bob", "carol"), mallory: broken });
  const again = await cloud.callsDuring(() => project.upFails());
  expect(again.result.screen).to.match(/staff\/mallory \(m\*\*\*\): .*Email/);
  expect((await project.resource("staff")).initErrors?.join()).to.contain("staff/mallory");
  shop.declare({ ...people("alice", "bob", "carol"), mallory: mended });
  const { writes } = await cloud.callsDuring(() => project.up());
  expect(writes).to.deep.equal(["CreateApiImportUserJob"]);
  expect((await cloud.calls()).find(({ action }) => action === "CreateApiImportUserJob")?.users).to.equal(1);
  expect(await cloud.names(store)).to.deep.equal(["alice", "bob", "carol", "mallory"]);
}

async function importOnly(shop: Shop): Promise<void> {
  const { bob = {} } = people("bob");
  shop.declare({ ...people("alice", "carol"), mallory: mended, bob: { ...bob, gender: "MALE" } });
  const { result, writes } = await shop.cloud.callsDuring(() => shop.project.upFails());
  expect(result.screen).to.contain("gender can only be set by import");
  expect(writes).to.deep.equal([]);
}

async function frozen(shop: Shop): Promise<void> {
  const { cloud, project, store } = shop;
  shop.declare(people("bob", "carol"), { removalPolicy: "freeze" });
  expect((await project.preview()).screen).to.contain("1 release, 1 freeze");
  await project.up();
  expect(await cloud.user(store, "mallory")).to.include({ Status: "FREEZE" });
  expect((await cloud.user(store, "alice")).IndexedAttribute5 ?? "").not.to.contain("shop/dev/staff");
  await project.refresh("--expect-no-changes");
}

async function lostState(shop: Shop): Promise<void> {
  const { cloud, project, store } = shop;
  const before = await cloud.users(store);
  for (const { UserId } of before) await cloud.admin("POST", `/users/${UserId}/sign-on`);
  await project.succeeds("state", "delete", (await project.resource("staff")).urn, "--yes");
  shop.declare(people("bob", "carol"));
  const asked = await cloud.callsDuring(() => project.upFails());
  expect(asked.writes).to.deep.equal([]);
  shop.declare(people("bob", "carol"), remedyIn(asked.result.screen));
  const { writes } = await cloud.callsDuring(() => project.up());
  expect(writes).to.deep.equal(["UpdateUser", "UpdateUser"]);
  const ids = (users: typeof before) => users.map(({ UserId }) => UserId).sort();
  expect(ids(await cloud.users(store))).to.deep.equal(ids(before));
}
