import { expect } from "chai";
import { Bench } from "../support/bench";
import { userImportJob, urnOf, typeOf } from "../support/program";

const users = (count: number, nickname = "N") =>
  Object.fromEntries([...Array(count).keys()].map((n) => [`u${String(n)}`, { userName: `u${String(n)}`, nickname }]));

const STAFF = urnOf("dev", { type: typeOf("UserImportJob"), name: "staff" });

describe("what a person sees of an import job", function () {
  this.timeout(60_000);
  let here: Bench;

  before(async () => {
    here = await Bench.start({ jobProcessingMs: 300 }, { sharesProcess: true });
  });

  after(() => here.close());

  it("is progress on its own row that does not stay", async () => {
    const { lines } = await here.stack.up(here.staff(users(30)));
    const progress = lines.filter(({ message }) => /^job [0-9a-f]+… PROCESSING/.test(message));
    expect(progress).not.to.deep.equal([]);
    expect(progress.map(({ urn }) => urn)).to.deep.equal(progress.map(() => STAFF));
    expect(progress.every(({ ephemeral, severity }) => ephemeral && severity === "info")).to.equal(true);
  });

  it("is a line that stays: what up is about to do, which is said once", async () => {
    const { lines } = await here.stack.up(here.staff(users(31)));
    expect(lines.filter(({ ephemeral }) => !ephemeral)).to.deep.equal([
      {
        severity: "info",
        urn: STAFF,
        ephemeral: false,
        message: "plan against last known state: 1 import\n+ staff/u30",
      },
    ]);
  });

  it("is in a preview the change against the last known state, on its own row", async () => {
    const { lines } = await here.stack.preview(here.staff({ ...users(29, "M"), v: { userName: "v" } }));
    expect(lines.map(({ severity, urn, ephemeral }) => ({ severity, urn, ephemeral }))).to.deep.equal([
      { severity: "info", urn: STAFF, ephemeral: false },
    ]);
    const told = lines[0]?.message.split("\n") ?? [];
    expect(told.slice(0, 4)).to.deep.equal([
      "plan against last known state: 1 import, 29 update (nickname 29), 2 delete",
      "- staff/u29",
      "- staff/u30",
      "~ staff/u0  nickname N*** → M***",
    ]);
    expect(told.at(-1)).to.equal("and 12 more users (`ciam preview` names everybody)");
  });

  it("is nothing in a preview without a change", async () => {
    expect((await here.stack.preview(here.staff(users(31)))).lines).to.deep.equal([]);
  });

  it("is nothing that stays in a refresh", async () => {
    const { lines, printed } = await here.stack.refresh();
    expect(lines.filter(({ ephemeral }) => !ephemeral)).to.deep.equal([]);
    expect(printed).to.deep.equal([]);
  });

  it("is on two rows when there are two jobs in one process", async () => {
    const { storeId } = here.world;
    const other = userImportJob("other", { userStoreId: storeId, userSets: { s: { x: { userName: "x" } } } });
    const { lines } = await here.stack.up([...here.staff(users(32)), other]);
    const planned = lines.filter(({ message }) => /^plan.*: 1 import\n/.test(message)).map(({ urn }) => urn);
    expect(planned).to.have.members([STAFF, STAFF.replace("staff", "other")]);
  });

  it("is a second line when the store wants something else than the state had let expect", async () => {
    await here.world.addUser({ UserName: "u32" });
    // The process that declared the other job would not delete it.
    await here.stack.close();
    const { lines } = await here.stack.up(here.staff(users(33), { conflictPolicy: "skip" }));
    const kept = lines.filter(({ ephemeral }) => !ephemeral);
    const of = (row: string) => kept.filter(({ urn }) => urn === row).map(({ message }) => message);
    expect(of(STAFF)).to.deep.equal([
      "plan against last known state: 1 import\n+ staff/u32",
      "plan: 1 skip\n= staff/u32  left alone",
    ]);
    // A preview says nothing about a job that left the program.
    expect(of(STAFF.replace("staff", "other"))).to.deep.equal(["plan: 1 delete"]);
  });

  it("never comes by the process's own output", async () => {
    const { printed } = await here.stack.destroy();
    expect(printed).to.deep.equal([]);
  });
});
