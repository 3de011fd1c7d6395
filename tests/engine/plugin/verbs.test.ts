import { expect } from "chai";
import { status } from "@grpc/grpc-js";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { PluginAttach, type PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { until } from "../support/until";
import { toWire } from "../support/state/values";
import { World } from "../support/service/world";
import { bare, plain, PluginError, PluginProcess, struct, urnOf, type Done, type Sent } from "./support/pluginProcess";

const STAFF = urnOf("ciam:index:UserImportJob", "staff");
const UNKNOWN_TEXT = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const UNKNOWN_OBJECT = "dd056dcd-154b-4c76-9bd3-c8f88648b5ff";
const UNKNOWN_LIST = "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2";
const SECRET = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };

describe("the plugin, asked by the protocol", function () {
  this.timeout(60_000);
  let world: World;
  let plugin: PluginProcess;

  beforeEach(async () => {
    world = await World.start();
    plugin = await PluginProcess.start();
    await plugin.configured(settings());
  });
  afterEach(async () => {
    await plugin.stop();
    await world.close();
  });

  /** As the engine sends them: by the plugin's own names. */
  function settings(): Sent {
    return Object.fromEntries(
      Object.entries(toWire(world.config)).map(([name, value]) => [name.replace(/^.*:/, ""), value]),
    );
  }

  const job = (users: object, more: Sent = {}) => ({ userStoreId: world.storeId, userSets: { staff: users }, ...more });

  async function checked(news: Sent, olds?: Sent): Promise<Sent> {
    const reply = await plugin.check(STAFF, news, olds);
    expect(reply.getFailuresList().map((failure) => failure.getReason())).to.deep.equal([]);
    return bare(plain(reply.getInputs())) as Sent;
  }

  async function made(users: object, more: Sent = {}) {
    const inputs = await checked(job(users, more));
    const reply = await plugin.create(STAFF, inputs);
    return { id: reply.getId(), inputs, outputs: bare(plain(reply.getProperties())) as Sent };
  }

  async function failing(work: Promise<unknown>): Promise<PluginError> {
    const error = await work.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    if (!(error instanceof PluginError)) throw new Error("it was to fail");
    return error;
  }

  /** Somebody asks how a job goes that was sent. */
  async function itsJobRuns(): Promise<boolean> {
    const calls = (await world.calls()).map(({ action }) => action);
    const sent = calls.indexOf("CreateApiImportUserJob");
    return sent >= 0 && calls.indexOf("ListJobs", sent) > sent;
  }

  it("shakes hands without secrets, tells its version and its schema", async () => {
    const hands = await plugin.call(
      (asked: proto.ProviderHandshakeRequest, done: Done<proto.ProviderHandshakeResponse>) =>
        plugin.client.handshake(asked, done),
      new proto.ProviderHandshakeRequest().setEngineAddress("127.0.0.1:1"),
    );
    expect(hands.toObject()).to.include({ acceptSecrets: false, acceptResources: false, acceptOutputs: false });
    const info = await plugin.call(
      (asked: Empty, done: Done<PluginInfo>) => plugin.client.getPluginInfo(asked, done),
      new Empty(),
    );
    expect(info.getVersion()).to.match(/^\d+\.\d+\.\d+/);
    const reply = await plugin.call(
      (asked: proto.GetSchemaRequest, done: Done<proto.GetSchemaResponse>) => plugin.client.getSchema(asked, done),
      new proto.GetSchemaRequest(),
    );
    const schema = JSON.parse(reply.getSchema()) as { name: string; version: string; resources: object };
    expect(schema).to.include({ name: "ciam", version: info.getVersion() });
    expect(Object.keys(schema.resources)).to.have.length(3);
  });

  it("says that it has no verb where it has none", async () => {
    const error = await failing(
      plugin.call((asked: proto.CallRequest, done) => plugin.client.call(asked, done), new proto.CallRequest()),
    );
    expect(error.code).to.equal(status.UNIMPLEMENTED);
  });

  it("marks the credentials among its settings, names what is wrong with others, and never replaces itself", async () => {
    const config = { endpoint: "embedded", secretId: "id", secretKey: "key" };
    const ask = (news: Sent) =>
      plugin.call(
        (asked: proto.CheckRequest, done: Done<proto.CheckResponse>) => plugin.client.checkConfig(asked, done),
        new proto.CheckRequest().setNews(struct(news)),
      );
    expect(plain((await ask(config)).getInputs())).to.deep.equal({
      endpoint: "embedded",
      secretId: { ...SECRET, value: "id" },
      secretKey: { ...SECRET, value: "key" },
    });
    const [failure] = (await ask({ language: "de" })).getFailuresList();
    expect(failure?.getReason()).to.contain('ciam:language "de" is not known');
    const diff = await plugin.call(
      (asked: proto.DiffRequest, done: Done<proto.DiffResponse>) => plugin.client.diffConfig(asked, done),
      new proto.DiffRequest().setOldInputs(struct(config)).setNews(struct({ endpoint: "example.com" })),
    );
    expect(diff.toObject()).to.deep.include({ changes: proto.DiffResponse.DiffChanges.DIFF_SOME, replacesList: [] });
  });

  it("lets every sign for an unknown through, at every depth", async () => {
    const news = {
      userStoreId: UNKNOWN_TEXT,
      groups: { qa: UNKNOWN_TEXT },
      userSets: {
        staff: { alice: { userName: "alice", nickname: UNKNOWN_TEXT, userGroups: UNKNOWN_LIST }, bob: UNKNOWN_OBJECT },
        others: UNKNOWN_OBJECT,
      },
    };
    const inputs = await checked(news);
    expect(inputs.userSets).to.deep.equal({
      staff: {
        alice: { userName: "alice", nickname: UNKNOWN_TEXT, userGroups: UNKNOWN_TEXT },
        bob: UNKNOWN_TEXT,
      },
      others: UNKNOWN_TEXT,
    });
    const outputs = plain((await plugin.create(STAFF, inputs, { isPreview: true })).getProperties());
    expect(outputs).to.include({ userStoreId: UNKNOWN_TEXT, status: UNKNOWN_TEXT, record: UNKNOWN_TEXT });
    expect(await world.writes()).to.have.length(1, "the store of the test");
  });

  it("marks what is secret, whatever the program sent, and takes out of their marks what the engine left in them", async () => {
    const users = {
      alice: { userName: "alice", password: "Aa1!aaaa" },
      bob: { userName: { ...SECRET, value: "bob" } },
    };
    const reply = await plugin.check(STAFF, job(users));
    expect(reply.getFailuresList()).to.deep.equal([]);
    const { staff } = plain(reply.getInputs()).userSets as Record<string, Record<string, object>>;
    expect(staff?.alice).to.deep.equal({ userName: "alice", password: { ...SECRET, value: "Aa1!aaaa" } });
    expect(staff?.bob).to.deep.equal({ userName: "bob" });
  });

  it("refuses inputs without their values, and without naming a property that the engine would print", async () => {
    const reply = await plugin.check(STAFF, job({ alice: { userName: "alice", password: 12345678 } }));
    const failures = reply.getFailuresList().map((failure) => failure.toObject());
    expect(failures).to.have.length(1);
    expect(failures[0]).to.include({ property: "" });
    expect(failures[0]?.reason).to.contain('userSets["staff"].alice.password').and.not.to.contain("12345678");
  });

  it("loses no user whose key JavaScript keeps for itself", async () => {
    for (const key of ["constructor", "__proto__"]) {
      // As long as the key, so that the lengths in the message stay right.
      const other = "x".repeat(key.length);
      const reply = await plugin.checkBytes(STAFF, job({ [other]: { userName: "x" } }), [other, key]);
      const [said] = reply.getFailuresList().map((failure) => failure.getReason());
      expect(said).to.contain(`.${key}: `).and.to.contain("is a name that JavaScript keeps for itself");
    }
  });

  it("holds no user in the outputs, and finds again in the inputs what is in force", async () => {
    const before = await made({ alice: { userName: "alice", email: "alice@example.com" }, bob: { userName: "bob" } });
    expect(JSON.stringify(before.outputs)).not.to.contain("example.com");
    const now = await checked(job({ alice: { userName: "alice", email: "new@example.com" } }), before.inputs);
    const diff = await plugin.diff(STAFF, before.id, before, now);
    expect(diff.getChanges()).to.equal(proto.DiffResponse.DiffChanges.DIFF_SOME);
    const kinds = [...diff.getDetaileddiffMap().entries()].map(([path, found]) => [
      path,
      found.getKind(),
      found.getInputdiff(),
    ]);
    const { UPDATE, DELETE } = proto.PropertyDiff.Kind;
    expect(kinds).to.deep.equal([
      ["userSets.staff.alice.email", UPDATE, true],
      ["userSets.staff.bob", DELETE, true],
    ]);
    const said = plugin.lines.map(({ message }) => message.split("\n")[0]);
    expect(said).to.include("plan against last known state: 1 update (email 1), 1 delete");
    expect(plugin.lines.filter(({ ephemeral }) => !ephemeral).every(({ urn }) => urn === STAFF)).to.equal(true);
    await plugin.update(STAFF, before.id, before, now);
    expect(world.users().map(({ UserName }) => UserName)).to.deep.equal(["alice"]);
  });

  it("names no path under which the engine would print what becomes a secret", async () => {
    const before = await made({ alice: JSON.stringify({ nickname: "old", userName: "alice" }) });
    const alice = { user: JSON.stringify({ userName: "alice" }), secret: JSON.stringify({ nickname: "new" }) };
    const now = await checked(job({ alice }), before.inputs);
    const diff = await plugin.diff(STAFF, before.id, before, now);
    expect(diff.getHasdetaileddiff()).to.equal(true);
    expect([...diff.getDetaileddiffMap().keys()]).to.deep.equal(["secretFields"]);
  });

  it("records of an update that failed in part what belongs to the inputs that stay in the state", async () => {
    await world.admin("PATCH", "/config", { attributePatterns: { UserName: "^(?!refused)[a-z]+$" } });
    const before = await made({ alice: { userName: "alice" } });
    const now = await checked(
      job({ alice: { userName: "alice", nickname: "A" }, mallory: { userName: "refused" } }),
      before.inputs,
    );
    const { partial, message } = await failing(plugin.update(STAFF, before.id, before, now));
    expect(message).to.contain("1 of 2 users could not be updated");
    expect(partial?.getId()).to.equal(before.id);
    expect(partial?.getReasonsList()[0]).to.contain("staff/mallory");
    // The engine keeps the inputs of old beside these outputs.
    const left = { inputs: before.inputs, outputs: bare(plain(partial?.getProperties())) as Sent };
    await checked(now, left.inputs);
    plugin.lines.length = 0;
    await plugin.diff(STAFF, before.id, left, now);
    expect(plugin.lines.map(({ message: line }) => line).join("\n"))
      .to.contain("1 import")
      .and.not.to.contain("update");
    const found = await plugin.read(STAFF, before.id, left);
    const { userSets } = bare(plain(found.getInputs())) as { userSets: object };
    expect(userSets).to.deep.equal({ staff: { alice: { userName: "alice", nickname: "A" } } });
  });

  it("treats users as managed whose inputs somebody has edited in the state", async () => {
    const before = await made({ alice: { userName: "alice", nickname: "A" } });
    const edited = { ...before, inputs: { ...before.inputs, userSets: { staff: { alice: { userName: "alice" } } } } };
    const now = await checked(job({ alice: { userName: "alice", nickname: "A" } }), edited.inputs);
    await plugin.update(STAFF, before.id, edited, now);
    expect(world.users()).to.have.length(1);
    expect((await world.writes()).map(({ action }) => action)).to.deep.equal([
      "CreateUserStore",
      "CreateApiImportUserJob",
    ]);
  });

  it("stops at once when it is cancelled, as often as it is, and keeps what is known", async () => {
    await world.admin("PATCH", "/config", { jobProcessingMs: 600_000 });
    const inputs = await checked(job({ alice: { userName: "alice" } }));
    const creation = failing(plugin.create(STAFF, inputs));
    await until(itsJobRuns);
    const asked = performance.now();
    await Promise.all([plugin.cancel(), plugin.cancel()]);
    const { message, partial } = await creation;
    // Its job would take ten minutes; the machine may have other things to do.
    expect(performance.now() - asked).to.be.lessThan(2_000);
    expect(message).to.contain("the run was cancelled");
    expect(partial?.getId()).to.match(/^[0-9a-f]{32}\/shop\/dev\/staff#[0-9a-f]{12}$/);
    expect(plain(partial?.getProperties())).to.include({ status: "Pending" });
    await plugin.cancel();
  });

  it("stops before anything is sent, too, and then there is nothing to keep", async () => {
    const inputs = await checked(job({ alice: { userName: "alice" } }));
    await world.admin("PUT", "/faults", [{ action: "ListUser", when: "before", effect: "slow", delayMs: 20_000 }]);
    const creation = failing(plugin.create(STAFF, inputs));
    await until(async () => (await world.calls()).length > 1);
    await plugin.cancel();
    const { message, partial } = await creation;
    expect(message).to.contain("the run was cancelled");
    expect(partial).to.equal(undefined);
    expect((await world.writes()).map(({ action }) => action)).to.deep.equal(["CreateUserStore"]);
  });

  it("stops when the time of the resource is up", async () => {
    await world.admin("PATCH", "/config", { jobProcessingMs: 600_000 });
    const inputs = await checked(job({ alice: { userName: "alice" } }));
    const { message, partial } = await failing(plugin.create(STAFF, inputs, { timeout: 1 }));
    expect(message).to.contain("customTimeouts (1 s) are used up");
    expect(partial?.getId()).not.to.equal("");
  });

  it("takes messages of many megabytes", async () => {
    const description = "x".repeat(1000);
    const users = Object.fromEntries(
      Array.from({ length: 8000 }, (_, at) => [`user${String(at)}`, { userName: `user${String(at)}`, description }]),
    );
    const inputs = await checked(job(users));
    expect(JSON.stringify(inputs).length).to.be.greaterThan(8_000_000);
  });

  it("ends when its engine is gone, once what it does has settled", async () => {
    await world.admin("PATCH", "/config", { jobProcessingMs: 600_000 });
    const inputs = await checked(
      job({ alice: { userName: "alice" }, bob: { userName: "bob" } }, { batch: { users: 1 } }),
    );
    const creation = failing(plugin.create(STAFF, inputs));
    await until(itsJobRuns);
    plugin.loseEngine();
    await creation;
    await plugin.exited;
    const imports = (await world.writes()).filter(({ action }) => action === "CreateApiImportUserJob");
    expect(imports).to.have.length(1);
  });

  it("serves one run after the other where it is started by hand, whatever was cancelled before", async () => {
    await plugin.cancel();
    await plugin.call(
      (asked: PluginAttach, done) => plugin.client.attach(asked, done),
      new PluginAttach().setAddress(plugin.engine.address),
    );
    await plugin.configured(settings());
    await made({ alice: { userName: "alice" } });
    expect(world.users()).to.have.length(1);
  });

  it("prints its port and nothing else", async () => {
    await made({ alice: { userName: "alice" } });
    expect(plugin.stdout).to.have.length(1);
    expect(plugin.stderr).to.deep.equal([]);
  });

  it("names the resources and functions that it has, where it is asked for another", async () => {
    const { message } = await failing(plugin.check(urnOf("ciam:index:UserImportJobs", "staff"), {}));
    expect(message).to.contain('did you mean "ciam:index:UserImportJob"');
    const invoke = new proto.InvokeRequest().setTok("ciam:index:findUsers");
    const asked = plugin.call((request: proto.InvokeRequest, done) => plugin.client.invoke(request, done), invoke);
    expect((await failing(asked)).message).to.contain("findUser");
  });
});
