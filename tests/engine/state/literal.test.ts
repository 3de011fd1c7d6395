import { spawnSync } from "node:child_process";
import * as rpc from "@pulumi/pulumi/runtime/rpc";
import { expect } from "chai";
import { providerLiteral, type ResourceName } from "../../../provider/engine/literal";
import { fromEngine, toEngine } from "../../../provider/engine/values";
import { Secret } from "../../../provider/users/input/envelope/secret";
import { UNKNOWN } from "../../../provider/users/input/envelope/unknown";
import * as sdk from "../../../sdk";
import { Bench } from "../support/bench";
import { Host } from "../support/provider/host";
import { programFolder, REPOSITORY, type ProgramFolder } from "../support/provider/programFolder";
import { ProviderError } from "../support/provider/providerCalls";

const NAMES: readonly ResourceName[] = ["UserImportJob", "UserStore", "UserGroup"];

describe("what every state file holds for ever", () => {
  it("is the provider's text, byte for byte", () => {
    expect(NAMES.map(providerLiteral)).to.deep.equal([
      "exports.handler = () => { try { return require('pulumi-tencentcloud-ciam/provider').UserImportJob; } catch (e) { if (e.code === 'MODULE_NOT_FOUND' && /pulumi-tencentcloud-ciam/.test(e.message)) throw new Error('add pulumi-tencentcloud-ciam to the dependencies of the program in ' + process.cwd() + ' and install them'); throw e; } };",
      "exports.handler = () => { try { return require('pulumi-tencentcloud-ciam/provider').UserStore; } catch (e) { if (e.code === 'MODULE_NOT_FOUND' && /pulumi-tencentcloud-ciam/.test(e.message)) throw new Error('add pulumi-tencentcloud-ciam to the dependencies of the program in ' + process.cwd() + ' and install them'); throw e; } };",
      "exports.handler = () => { try { return require('pulumi-tencentcloud-ciam/provider').UserGroup; } catch (e) { if (e.code === 'MODULE_NOT_FOUND' && /pulumi-tencentcloud-ciam/.test(e.message)) throw new Error('add pulumi-tencentcloud-ciam to the dependencies of the program in ' + process.cwd() + ' and install them'); throw e; } };",
    ]);
  });

  it("is the type of each class", () => {
    expect(NAMES.map((name) => sdk[name].__pulumiType)).to.deep.equal([
      "pulumi-nodejs:dynamic/ciam:UserImportJob",
      "pulumi-nodejs:dynamic/ciam:UserStore",
      "pulumi-nodejs:dynamic/ciam:UserGroup",
    ]);
  });

  it("names an entry of the package that has these exports", () => {
    const { status, stdout } = spawnSync(
      process.execPath,
      ["-p", "Object.keys(require('pulumi-tencentcloud-ciam/provider')).sort().join()"],
      { cwd: REPOSITORY, encoding: "utf8" },
    );
    expect([status, stdout.trim()]).to.deep.equal([0, "UserGroup,UserImportJob,UserStore"]);
  });
});

describe("the signs we share with Pulumi's SDK", () => {
  it("are the SDK's own: that of an unknown", () => {
    expect(toEngine({ email: UNKNOWN })).to.deep.equal({ email: rpc.unknownValue });
    expect(fromEngine({ users: [rpc.unknownValue] })).to.deep.equal({ users: [UNKNOWN] });
  });

  it("are the SDK's own: that of a secret", () => {
    const encoded = toEngine({ password: new Secret("hunter2") });
    expect(encoded.password).to.deep.equal({ [rpc.specialSigKey]: rpc.specialSecretSig, value: "hunter2" });
    expect(rpc.isRpcSecret(encoded.password)).to.equal(true);
  });
});

describe("the provider's text in the real process of dynamic providers", function () {
  this.timeout(60_000);

  it("answers every verb", async () => {
    const at = await Bench.start();
    const { stack } = at;
    const users = { alice: { userName: "alice" }, bob: { userName: "bob", nickname: "Bob" } };
    expect((await stack.preview(at.staff(users))).steps).to.deep.equal([{ op: "create", name: "staff", diff: {} }]);
    expect(at.userNames()).to.deep.equal([]);
    await stack.up(at.staff(users));
    expect(at.userNames()).to.deep.equal(["alice", "bob"]);
    const changed = at.staff({ alice: { userName: "alice" }, bob: { userName: "bob", nickname: "Bobby" } });
    const diff = { "userSets.staff.bob.nickname": "update" };
    expect((await stack.preview(changed)).steps).to.deep.equal([{ op: "update", name: "staff", diff }]);
    await stack.up(changed);
    expect(at.world.users().map(({ Nickname }) => Nickname)).to.deep.equal([null, "Bobby"]);
    expect((await stack.refresh()).steps).to.deep.equal([{ op: "same", name: "staff", diff: {} }]);
    await stack.destroy();
    expect(at.userNames()).to.deep.equal([]);
    expect(stack.state.resources).to.deep.equal([]);
    await at.close();
  });
});

describe("a program without our package among its dependencies", function () {
  this.timeout(60_000);
  let folder: ProgramFolder;

  beforeEach(() => {
    folder = programFolder({ installed: false });
  });

  afterEach(() => folder.remove());

  it("is told to add it, and where", async () => {
    const provider = await (await Host.get()).start({}, folder.path);
    await provider.calls.configure({});
    const error = await provider.calls.check("urn", {}, { __provider: providerLiteral("UserImportJob") }).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    await provider.stop();
    expect(error).to.be.instanceOf(ProviderError);
    expect((error as ProviderError).message).to.equal(
      `add pulumi-tencentcloud-ciam to the dependencies of the program in ${folder.path} and install them`,
    );
  });
});
