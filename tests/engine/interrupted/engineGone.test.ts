import { expect } from "chai";
import { Host } from "../support/provider/host";
import { registered, resolved, urnOf, userImportJob } from "../support/program";
import { ProviderError } from "../support/provider/providerCalls";
import { SeparateCli } from "../support/provider/separateCli";
import { until } from "../support/until";
import { World } from "../support/service/world";

describe("a provider whose CLI was killed", function () {
  this.timeout(60_000);
  let world: World;
  let cli: SeparateCli;

  beforeEach(async () => {
    world = await World.start({ jobProcessingMs: 60_000 });
    cli = await SeparateCli.start((await Host.get()).folder.path);
    await cli.calls.configure(world.config);
  });

  afterEach(async () => {
    await cli.close();
    await world.close();
  });

  const users = { alice: { userName: "alice" }, bob: { userName: "bob" }, carol: { userName: "carol" } };

  function threeJobs() {
    const job = userImportJob("staff", {
      userStoreId: world.storeId,
      userSets: { staff: users },
      batch: { users: 1 },
    });
    return { urn: urnOf("dev", job), inputs: resolved(registered("dev", job), () => "") };
  }

  it("writes nothing more, and says how to go on", async () => {
    const { urn, inputs } = threeJobs();
    const { inputs: checked } = await cli.calls.check(urn, {}, inputs);
    const creation = cli.calls.create(urn, checked).then(
      () => undefined,
      (error: unknown) => error,
    );
    const submitted = async () => (await world.writes()).some(({ action }) => action === "CreateApiImportUserJob");
    await until(submitted);
    await cli.kill();
    // Only now does its first job end.
    await world.admin("POST", "/clock", { advanceMs: 120_000 });
    const error = await creation;
    if (!(error instanceof ProviderError)) throw new Error("the creation was to fail");
    expect(error.message).to.contain("engine that asked for this is gone");
    expect(error.message).to.contain("pulumi up");
    expect(await world.writes()).to.have.lengthOf(2, "the store of the test and the first job");
    expect(world.users().map(({ UserName }) => UserName)).to.deep.equal(["alice"]);
  });

  it("works as long as the CLI lives", async () => {
    const { urn, inputs } = threeJobs();
    const { inputs: checked } = await cli.calls.check(urn, {}, inputs);
    await world.admin("PATCH", "/config", { jobProcessingMs: 0 });
    await cli.calls.create(urn, checked);
    expect(world.users()).to.have.lengthOf(3);
  });
});
