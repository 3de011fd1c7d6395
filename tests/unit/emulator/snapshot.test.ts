import { expect } from "chai";
import { startEmulator, type Emulator, type EmulatorOptions } from "../../../emulator";
import { vendorFor } from "../../contract/clients/vendor";

const page = { PageSize: 100, PageNumber: 1 };
const JANUARY = Date.UTC(2026, 0, 1);

describe("a snapshot of an emulator", () => {
  const running: Emulator[] = [];
  const started = async (options: EmulatorOptions = {}): Promise<Emulator> => {
    const emulator = await startEmulator({ seed: 1, ...options });
    running.push(emulator);
    return emulator;
  };
  afterEach(() => Promise.all(running.splice(0).map((emulator) => emulator.close())));

  const ask = async ({ admin }: Emulator, method: string, path: string, body?: unknown) => {
    const reply = await fetch(`${admin}${path}`, { method, ...(body !== undefined && { body: JSON.stringify(body) }) });
    return (await reply.json()) as Record<string, unknown>;
  };
  const taken = async ({ admin }: Emulator): Promise<string> => (await fetch(`${admin}/snapshot`)).text();
  const restored = async (
    { admin }: Emulator,
    text: string,
  ): Promise<{ status: number; told: Record<string, unknown> }> => {
    const reply = await fetch(`${admin}/snapshot`, { method: "PUT", body: text });
    return { status: reply.status, told: (await reply.json()) as Record<string, unknown> };
  };

  /** A bit of everything: a store with a group, users (one deleted), a finished job and a running one. */
  async function lived(): Promise<{ emulator: Emulator; UserStoreId: string; UserId: string; JobId: string }> {
    const emulator = await started({
      config: { ratePerSecond: 0, deletedIdentities: "taken", deletedUsers: "answered", jobPendingMs: 60_000 },
    });
    const vendor = vendorFor(emulator);
    const { UserStoreId } = await vendor.CreateUserStore({ UserPoolName: "customers", UserPoolDesc: "seed" });
    const { UserGroupId } = await vendor.CreateUserGroup({ UserStoreId, DisplayName: "qa" });
    const people = {
      UserStoreId,
      DataFlowUserCreateList: [
        { UserName: "alice", Password: "CANARY-1", UserGroup: [UserGroupId] },
        { UserName: "bob" },
        {},
      ],
    };
    await vendor.CreateApiImportUserJob(people);
    await ask(emulator, "POST", "/clock", { advanceMs: 3_600_000 });
    const { Content } = await vendor.ListUser({ UserStoreId, Pageable: page });
    const [alice, bob] = Content;
    await vendor.DeleteUsers({ UserStoreId, UserIds: [bob?.UserId ?? ""] });
    const { Job } = await vendor.CreateApiImportUserJob({
      UserStoreId,
      DataFlowUserCreateList: [{ UserName: "carol" }],
    });
    return { emulator, UserStoreId, UserId: alice?.UserId ?? "", JobId: Job.Id };
  }

  it("goes out of one and into another whole, with its time, its unfinished job and its passwords", async () => {
    const { emulator, UserStoreId, UserId, JobId } = await lived();
    await ask(emulator, "POST", "/clock", { frozen: true });
    const text = await taken(emulator);
    const { now } = (await ask(emulator, "GET", "/clock")) as { now: number };

    const other = await started({ config: { deletedUsers: "answered", unknownUserById: "refuse" } });
    await vendorFor(other).CreateUserStore({ UserPoolName: "of before" });
    const { status, told } = await restored(other, text);
    expect(status).to.equal(200);
    expect(told).to.deep.equal({ restored: { store: 1, group: 1, user: 2, taken: 1, job: 2, log: 3 } });
    expect(await ask(other, "GET", "/clock")).to.include({ now, frozen: true });
    expect((await taken(other)).split("\n").slice(1)).to.deep.equal(text.split("\n").slice(1));

    const vendor = vendorFor(other);
    expect((await vendor.ListUserStore(null)).UserStoreSet.map(({ UserStoreName }) => UserStoreName)).to.deep.equal([
      "customers",
    ]);
    expect((await vendor.ListJobs({ UserStoreId })).JobSet.map(({ Status }) => Status)).to.deep.equal([
      "COMPLETED",
      "PENDING",
    ]);
    await ask(other, "POST", `/jobs/${JobId}/advance`, { to: "end" });
    const { Content } = await vendor.ListUser({ UserStoreId, Pageable: page });
    expect(Content.map(({ UserName }) => UserName)).to.deep.equal(["alice", "carol"]);
    expect(await ask(other, "POST", "/credential", { UserId, Password: "CANARY-1" })).to.deep.equal({ matches: true });
    expect(text).not.to.contain("CANARY-1");
    expect(text.split("\n")[0]).to.contain("fingerprints");
  });

  it("makes no id a second time in the emulator that takes it in, also from the same seed", async () => {
    const { emulator } = await lived();
    const text = await taken(emulator);
    const other = await started();
    await restored(other, text);
    const ids = async (from: Emulator): Promise<string[]> => {
      const made: string[] = [];
      for (const UserPoolName of ["a", "b", "c"])
        made.push((await vendorFor(from).CreateUserStore({ UserPoolName })).UserStoreId);
      return made;
    };
    const [here, there] = [await ids(emulator), await ids(other)];
    expect(here.filter((id) => there.includes(id) || text.includes(id))).to.deep.equal([]);
    expect(there.filter((id) => text.includes(id))).to.deep.equal([]);
  });

  it("goes on at the time at which it was taken, though the machine's is another one", async () => {
    const emulator = await started({ clock: { now: () => JANUARY } });
    const text = await taken(emulator);
    const later = await started({ clock: { now: () => JANUARY + 86_400_000 } });
    await restored(later, text);
    expect((await ask(later, "GET", "/clock")).now).to.equal(JANUARY);
  });

  it("that is malformed is refused with its line and its fault, and then nothing has changed", async () => {
    const { emulator } = await lived();
    const text = await taken(emulator);
    const lines = text.trimEnd().split("\n");
    const without = (kind: string): string => lines.filter((line) => !line.startsWith(`{"${kind}"`)).join("\n");
    const alice = lines.findIndex((line) => line.includes("alice"));
    const replaced = (at: number, from: string | RegExp, to: string): string =>
      lines.map((line, index) => (index === at ? line.replace(from, to) : line)).join("\n");
    const wrong: [text: string, why: RegExp][] = [
      ["", /the snapshot is empty/],
      ["hello\n", /line 1 of the snapshot is not JSON/],
      ["{}\n", /no snapshot: its first line has no version/],
      [replaced(0, '"snapshot":1', '"snapshot":99'), /another version; this emulator takes version 1/],
      [replaced(0, '"tenantId"', '"tenant"'), /line 1 of the snapshot: tenantId/],
      [lines.slice(0, -1).join("\n"), /2 lines of a log, not 3: a part is missing/],
      [text.slice(0, -20), /line \d+ of the snapshot is not JSON/],
      [without("store"), /speaks of a store that is not in it/],
      [[...lines, lines[alice]].join("\n"), /an id, a name or an identity is there already/],
      [[...lines, '{"shoe":{}}'].join("\n"), /is of no known kind/],
      [replaced(alice, '"UserId"', '"Userid"'), new RegExp(`line ${alice + 1} of the snapshot: user\\.doc`)],
      [replaced(alice, '"alice"', "7"), /user\.doc\.UserName/],
    ];
    for (const [sent, why] of wrong) {
      const { status, told } = await restored(emulator, sent);
      expect(status, String(why)).to.equal(400);
      expect(told.error).to.match(why);
      expect(told.error).not.to.contain("alice");
    }
    expect((await taken(emulator)).split("\n").slice(1)).to.deep.equal(text.split("\n").slice(1));
  });
});
