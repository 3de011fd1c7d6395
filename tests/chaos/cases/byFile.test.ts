import { expect } from "chai";
import { inflateRawSync } from "node:zlib";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { decodeRecord } from "../../../provider/resources/userImportJob/state/record";
import type { DeclaredUser } from "../../../provider/users/model/user";
import * as changes from "../../../provider/users/plan/compare/changes";
import { without } from "../../../text/values";
import { canaries, Lookout } from "../../support/canaries";
import {
  alice,
  bob,
  carol,
  change,
  crowd,
  isSettled,
  named,
  ours,
  register,
  succeeded,
  userIds,
} from "../program/users";
import { Project, type Users } from "../program/project";
import { userFiles } from "../program/userFiles";

const everybody = { alice, bob, carol };
const BOBS = "bob@example.com";

/** A program whose users are in a file. */
function byFile(inputs: Readonly<Record<string, unknown>> = {}, settings: object = {}): Project {
  const project = Project.on(settings, inputs);
  project.way = "file";
  return project;
}

const drift = (project: Project): unknown => project.engine.state?.inputs.drift;

/** What the last command said. */
function saidBy(project: Project, from: number): string {
  return project.said.slice(from).join("\n");
}

/** The whole state, secrets included, with everything in it unpacked. */
function unpacked({ engine: { state } }: Project): string {
  const packed = JSON.parse(JSON.stringify(state?.outputs.fileRecord ?? '{"names":""}')) as unknown;
  const { names } = JSON.parse(String(packed)) as { names: string };
  const inside = names === "" ? "" : inflateRawSync(Buffer.from(names, "base64")).toString("utf8");
  return [JSON.stringify(state), inside, JSON.stringify(state && decodeRecord(state.outputs))].join("\n");
}

describe("users of a file", () => {
  it("are imported, and nothing is left to do", async () => {
    const project = byFile();
    succeeded(await project.up(everybody));
    expect(ours(project)).to.have.length(3);
    await isSettled(project, everybody);
    project.cloud.calls = [];
    succeeded(await project.up(everybody));
    expect(project.cloud.calls, "calls of an up that changes nothing").to.deep.equal([]);
  });

  it("are told by name and field when the file changes, and nobody else is asked for", async () => {
    const project = byFile();
    const users = crowd(40);
    succeeded(await project.up(users));
    project.cloud.calls = [];
    const from = project.said.length;
    const stay = without(users, "k1") as Users;
    succeeded(await project.up({ ...stay, k2: { ...users.k2, nickname: "Other" }, new: { email: "new@example.com" } }));
    expect(saidBy(project, from)).to.equal(
      "plan against last known state: 1 import, 1 update (nickname 1), 1 delete\n- staff/k1\n~ staff/k2  nickname → O***\n+ staff/new",
    );
    expect(project.cloud.writes.sort()).to.deep.equal(["CreateApiImportUserJob", "DeleteUsers", "UpdateUser"]);
    expect(
      project.cloud.calls.filter((call) => call === "ListUser").length,
      "looks at the size of the store",
    ).to.be.below(3);
  });

  it("are no other users in another order, spelling or format", async () => {
    const project = byFile();
    succeeded(await project.up({ alice, carol }));
    project.cloud.calls = [];
    const { step } = await project.up({ carol: { ...carol, phoneNumber: "86-13800008003" }, alice });
    expect(step).to.equal("same");
  });

  it("are the same by value and by file: turning the one into the other sends nothing", async () => {
    const project = byFile();
    const dave = { userName: "dave", password: "Passw0rd-one", customAttributes: [{ name: "office", value: "B1" }] };
    const users: Users = { ...everybody, dave };
    succeeded(await project.up(users));
    const ids = userIds(project).sort();
    for (const way of ["value", "file", "value"] as const) {
      project.way = way;
      project.cloud.calls = [];
      succeeded(await project.up(users));
      expect(project.cloud.writes, `turned into ${way}`).to.deep.equal([]);
      expect(userIds(project).sort()).to.deep.equal(ids);
      await isSettled(project, users);
    }
  });

  it("keep a form that the service has for a value, through every turn", async () => {
    const project = byFile({}, { storedForms: { birthdateOffsetMs: -86_400_000, emailLowerCase: true } });
    const users = { alice: { ...alice, email: "Alice@Example.com", birthdate: "2000-01-02" } };
    succeeded(await project.up(users));
    await isSettled(project, users);
    for (const way of ["value", "file"] as const) {
      project.way = way;
      project.cloud.calls = [];
      succeeded(await project.up(users));
      expect(project.cloud.writes).to.deep.equal([]);
      await isSettled(project, users);
    }
  });

  it("keep their accounts when their keys change", async () => {
    const project = byFile();
    succeeded(await project.up(everybody));
    const ids = userIds(project).sort();
    const from = project.said.length;
    project.cloud.calls = [];
    succeeded(await project.up({ a: alice, b: { ...bob, nickname: "Bo" }, carol }));
    expect(saidBy(project, from)).to.contain("key staff/alice → staff/a").and.to.contain("key staff/bob → staff/b");
    expect(userIds(project).sort()).to.deep.equal(ids);
    expect(project.cloud.writes).to.deep.equal(["UpdateUser"]);
  });

  it("follow a policy, or the id of a group, that changes where their file does not", async () => {
    const project = byFile();
    const { cloud } = project;
    const group = (DisplayName: string) =>
      cloud.byHand("CreateUserGroup", { UserStoreId: cloud.storeId, DisplayName }).UserGroupId as string;
    const [one, two] = [group("one"), group("two")];
    const users: Users = {
      alice: { ...alice, userGroups: ["team"] },
      bob: { ...bob, password: "Passw0rd-one" },
      ...crowd(30),
    };
    const changed = { ...users, bob: { ...bob, password: "Passw0rd-two" } };
    succeeded(await project.up(users, { groups: { team: one } }));
    succeeded(await project.up(users, { groups: { team: two } }));
    expect(named(project, "alice").UserGroups).to.deep.equal([two]);
    succeeded(await project.up(changed, { groups: { team: two } }));
    const { UserId } = named(project, "bob");
    const before = cloud.credential(UserId);
    cloud.calls = [];
    succeeded(await project.up(changed, { groups: { team: two }, passwordPolicy: "managed" }));
    expect(cloud.writes).to.deep.equal(["SetPassword"]);
    expect(cloud.credential(UserId)).not.to.equal(before);
    succeeded(
      await project.up(changed, {
        groups: { team: two },
        passwordPolicy: "managed",
        ownerAttribute: "indexedAttribute4",
      }),
    );
    expect(cloud.users().filter(({ IndexedAttribute4 }) => IndexedAttribute4).length).to.equal(32);
  });

  it("may pass an address on: who gives it up is written first", async () => {
    const project = byFile();
    succeeded(await project.up({ alice, bob, ...crowd(30) }));
    succeeded(
      await project.up({ alice: { ...alice, email: BOBS }, bob: { ...bob, email: "b2@example.com" }, ...crowd(30) }),
    );
    expect(named(project, "alice").Email).to.equal(BOBS);
    await isSettled(project, {
      alice: { ...alice, email: BOBS },
      bob: { ...bob, email: "b2@example.com" },
      ...crowd(30),
    });
  });

  it("are refused before the update where two swap an address", async () => {
    const project = byFile();
    succeeded(await project.up(everybody));
    project.cloud.calls = [];
    const { ok, message } = await project.up({
      ...everybody,
      alice: { ...alice, email: BOBS },
      bob: { ...bob, email: "alice@example.com" },
    });
    expect(ok).to.equal(false);
    expect(message).to.match(/swap/);
    expect(project.cloud.writes).to.deep.equal([]);
  });
});

describe("the brake on users of a file", () => {
  it("counts them all, and names those who would go", async () => {
    const project = byFile({ acceptDeletions: undefined });
    const users = crowd(60);
    succeeded(await project.up(users));
    project.cloud.calls = [];
    const few = Object.fromEntries(Object.entries(users).slice(0, 40));
    const { ok, message } = await project.up(few);
    expect(ok).to.equal(false);
    expect(message).to.contain("20 of 60 managed users would be removed").and.to.contain("staff/k59");
    expect(project.cloud.calls).to.deep.equal([]);
    const emptied = await project.up({});
    expect(emptied.message).to.contain("empty now");
    succeeded(await project.up(few, { acceptDeletions: 20 }));
    expect(ours(project)).to.have.length(40);
  });
});

describe("drift of users of a file", () => {
  it("is shown by name and field alone, repaired by the next up, and then gone", async () => {
    const project = byFile();
    const users = { ...everybody, ...crowd(20) };
    succeeded(await project.up(users));
    change(project, named(project, "alice"), { Nickname: "Edited" });
    const [first] = project.cloud.users().filter(({ Email }) => Email === "u3@example.com");
    project.cloud.byHand("DeleteUsers", { UserStoreId: project.cloud.storeId, UserIds: [first?.UserId ?? ""] });
    succeeded(await project.refresh());
    expect(drift(project)).to.deep.equal({ "staff/alice": "nickname", "staff/k3": "gone" });
    expect(project.engine.state?.outputs.status).to.equal("Degraded");
    const { state: once } = project.engine;
    succeeded(await project.refresh());
    expect(project.engine.state?.inputs, "a second refresh").to.deep.equal(once?.inputs);
    project.cloud.calls = [];
    succeeded(await project.up(users));
    expect(project.cloud.writes.sort()).to.deep.equal(["CreateApiImportUserJob", "UpdateUser"]);
    expect(named(project, "alice").Nickname).to.equal("Al");
    expect(drift(project)).to.equal(undefined);
    await isSettled(project, users);
  });

  it("is forgotten when somebody takes it back by hand", async () => {
    const project = byFile();
    succeeded(await project.up(everybody));
    change(project, named(project, "alice"), { Nickname: "Edited" });
    succeeded(await project.refresh());
    change(project, named(project, "alice"), { Nickname: "Al" });
    succeeded(await project.refresh());
    expect(drift(project)).to.equal(undefined);
    await isSettled(project, everybody);
  });

  it("names those alone as unmanaged who are", async () => {
    const project = byFile();
    succeeded(await project.up(everybody));
    const stranger = register(project, "erin");
    const from = project.said.length;
    succeeded(await project.refresh());
    expect(saidBy(project, from)).to.match(new RegExp(`unmanaged: 1: ${stranger} \\([^()]*\\)$`, "m"));
  });

  it("tells the users of ours whom nobody declares by their UserIds", async () => {
    const project = byFile();
    succeeded(await project.up(everybody));
    const saved = project.engine.state;
    succeeded(await project.up({ ...everybody, dora: { userName: "dora", email: "dora@example.com" } }));
    const { UserId } = named(project, "dora");
    project.engine.state = saved;
    succeeded(await project.refresh());
    expect(drift(project)).to.deep.equal({ [`orphans/${UserId}`]: "not declared" });
    expect(unpacked(project)).not.to.contain("dora");
    succeeded(await project.up(everybody));
    expect(ours(project)).to.have.length(3);
    await isSettled(project, everybody);
  });

  it("brings users back who could not be served, after a refresh too", async () => {
    const project = byFile();
    const id = register(project, "bob");
    const { ok, reasons } = await project.up(everybody);
    expect(ok).to.equal(false);
    expect(reasons.join()).to.contain("staff/bob");
    succeeded(await project.refresh());
    expect(drift(project)).to.deep.equal({ staff: "not all users are as declared" });
    project.cloud.byHand("DeleteUsers", { UserStoreId: project.cloud.storeId, UserIds: [id] });
    succeeded(await project.up(everybody));
    expect(ours(project)).to.have.length(3);
    await isSettled(project, everybody);
  });
});

describe("accounts of others whom a file declares", () => {
  it("are left alone and looked for once, until a refresh misses them", async () => {
    const project = byFile({ conflictPolicy: "skip" });
    const id = register(project, "bob");
    succeeded(await project.up(everybody));
    expect(project.engine.state?.outputs.summary).to.include({ skipped: 1, declared: 3 });
    project.cloud.calls = [];
    succeeded(await project.up({ ...everybody, alice: { ...alice, nickname: "Other" } }));
    expect(
      project.cloud.calls.filter((call) => call === "ListUserByProperty"),
      "looks for anybody",
    ).to.deep.equal([]);
    expect(project.engine.state?.outputs.summary).to.include({ skipped: 1, declared: 3 });
    project.cloud.byHand("DeleteUsers", { UserStoreId: project.cloud.storeId, UserIds: [id] });
    succeeded(await project.refresh());
    expect(drift(project)).to.deep.equal({ "staff/bob": "gone" });
    succeeded(await project.up({ ...everybody, alice: { ...alice, nickname: "Other" } }));
    expect(named(project, "bob").UserId).not.to.equal(id);
  });

  it("are adopted when the program says so, which it did not before", async () => {
    const project = byFile();
    const id = register(project, "bob");
    succeeded(await project.up(everybody, { conflictPolicy: "skip" }));
    succeeded(await project.up(everybody, { conflictPolicy: "adopt" }));
    expect(named(project, "bob").UserId).to.equal(id);
    expect(ours(project)).to.have.length(3);
    succeeded(await project.destroy());
    expect(named(project, "bob").UserId, "an adopted account is let go").to.equal(id);
  });

  it("do not lose theirs to a newcomer, where a hand gave one of our users another's address", async () => {
    const project = byFile();
    const users = { ...crowd(30), alice };
    succeeded(await project.up(users));
    change(project, named(project, "alice"), { Email: "new@example.com" });
    const { ok, reasons } = await project.up({ ...users, nora: { email: "new@example.com" } });
    expect(ok).to.equal(false);
    expect(reasons.join()).to.contain("staff/nora");
    expect(userIds(project)).to.have.length(31);
    expect(new Set(userIds(project))).to.have.length(31);
  });
});

describe("a file", () => {
  const name = "broken";
  const program = (project: Project, file: object) => {
    const rest = without(project.program({}), "userFiles");
    return { ...rest, userFiles: { staff: file } };
  };
  const up = (project: Project, file: object) => project.command(() => project.engine.up(program(project, file)));
  const write = (path: string, text: string) => writeFileSync(join(userFiles.directory, path), text);

  it("that is gone stops a preview and an up, and neither refresh nor destroy", async () => {
    const project = byFile();
    write(`${name}.csv`, "key,userName\na,ann\nb,ben\n");
    succeeded(await up(project, { path: `${name}.csv` }));
    rmSync(join(userFiles.directory, `${name}.csv`));
    const { ok, message } = await up(project, { path: `${name}.csv` });
    expect(ok).to.equal(false);
    expect(message).to.contain(`${name}.csv: does not exist`);
    succeeded(await project.refresh());
    expect(ours(project)).to.have.length(2);
    succeeded(await project.destroy());
    expect(ours(project)).to.have.length(0);
  });

  it("with mistakes is told with line and column, all of them at once", async () => {
    const project = byFile();
    write(`${name}.csv`, "key,userName,emial\na,ann,ann@example.com\nb,ann,x\n");
    const { ok, message } = await up(project, { path: `${name}.csv` });
    expect(ok).to.equal(false);
    expect(message).to.contain(`${name}.csv:1:3`).and.to.contain("emial").and.to.contain(`${name}.csv:3:2`);
    expect(project.cloud.calls).to.deep.equal([]);
  });

  it("outside of the project is not read without a word of the program", async () => {
    const project = byFile();
    const outside = join(userFiles.directory, "..", `outside-${String(process.pid)}.csv`);
    writeFileSync(outside, "key,userName\na,ann\n");
    const path = `../outside-${String(process.pid)}.csv`;
    const { message } = await up(project, { path });
    expect(message).to.contain("is outside of the project").and.to.contain("allowOutside: true");
    succeeded(await up(project, { path, allowOutside: true }));
    rmSync(outside);
  });

  it("has options that are data, and no others", async () => {
    const project = byFile();
    write(`${name}.csv`, "key,userName\na,ann\n");
    const { message } = await up(project, { path: `${name}.csv`, secretFields: ["email"], kye: "no" });
    expect(message).to.contain("secretFields").and.to.contain('"kye" is no option').and.to.contain('"key"');
    for (const [file, rule] of [
      [{}, "path"],
      [{ path: "users.docx" }, "is no table of users"],
      [{ path: "." }, "the name does not tell the format"],
    ] as const) {
      expect((await up(project, file)).message).to.contain(rule);
    }
    mkdirSync(join(userFiles.directory, "folder.csv"), { recursive: true });
    expect((await up(project, { path: "folder.csv" })).message).to.contain("is a directory");
  });

  it("with another key column shows what that does to users, and does nothing to them", async () => {
    const project = byFile();
    write(`${name}.csv`, "no,userName,nickname\n1,ann,A\n2,ben,B\n");
    succeeded(await up(project, { path: `${name}.csv`, columns: { no: false } }));
    const ids = userIds(project).sort();
    const from = project.said.length;
    project.cloud.calls = [];
    succeeded(await up(project, { path: `${name}.csv`, key: "no", columns: { no: "key" } }));
    expect(saidBy(project, from)).to.contain("key staff/ann → staff/1");
    expect(project.cloud.writes).to.deep.equal([]);
    expect(userIds(project).sort()).to.deep.equal(ids);
  });

  it("shares no identity with another one, nor with the sets of the program", async () => {
    const project = byFile();
    write("one.csv", "key,userName\na,ann\n");
    write("two.csv", "key,userName\nb,ben\nc,ann\n");
    const rest = without(project.program({}), "userFiles");
    const both = await project.command(() =>
      project.engine.up({ ...rest, userFiles: { one: { path: "one.csv" }, two: { path: "two.csv" } } }),
    );
    expect(both.message).to.contain("two.csv:3").and.to.contain("one.csv:2");
    const mixed = await project.command(() =>
      project.engine.up({
        ...rest,
        userSets: { s: { x: { userName: "ben" } } },
        userFiles: { two: { path: "two.csv" } },
      }),
    );
    expect(mixed.message).to.contain("two.csv:2").and.to.contain('userSets["s"].x');
    const twice = await project.command(() =>
      project.engine.up({ ...rest, userSets: { two: {} }, userFiles: { two: { path: "two.csv" } } }),
    );
    expect(twice.message).to.contain("a set of userSets has this name already");
    expect(project.cloud.calls).to.deep.equal([]);
  });
});

describe("the state of users of a file", () => {
  for (const [damage, damaged] of [
    ["cut off", (text: string) => text.slice(0, -40)],
    ["lost", () => undefined],
  ] as const) {
    it(`stops an up before it writes where the fileRecord is ${damage}, and no user of a file takes part`, async () => {
      const project = byFile();
      const upWith = (dora: DeclaredUser) =>
        project.command(() => project.engine.up({ ...project.program(everybody), userSets: { admins: { dora } } }));
      succeeded(await project.up(everybody));
      const { state } = project.engine;
      if (!state) expect.fail("no state");
      const { outputs } = state;
      const broken = { ...state, outputs: { ...outputs, fileRecord: damaged(String(outputs.fileRecord)) } };
      project.engine.state = broken;
      project.cloud.calls = [];
      const { ok, message } = await upWith({ userName: "dora" });
      expect(ok).to.equal(false);
      expect(message).to.equal(
        "the fileRecord in the state of this UserImportJob is damaged; restore the state from a backup (`pulumi stack history`)",
      );
      expect(project.cloud.writes).to.deep.equal([]);
      expect(project.engine.state.outputs, "the state").to.deep.equal(broken.outputs);
      project.engine.state = state;
      succeeded(await upWith({ userName: "dora" }));
      expect(ours(project)).to.have.length(4);
    });
  }

  it("has no value of theirs, whatever was done to them", async () => {
    const project = byFile({ passwordPolicy: "managed", conflictPolicy: "adopt" });
    const lookout = new Lookout();
    const canary = (n: number, more: object = {}) => ({ userName: `canary-user-${String(n)}`, ...more });
    const users: Users = {
      a: canary(1, { password: canaries.password, nickname: canaries.secretNickname, address: canaries.secretAddress }),
      b: canary(2, {
        password: canaries.bcryptHash,
        passwordEncryptType: "BCRYPT",
        wechatOpenId: canaries.secretIdentity,
        customAttributes: [{ name: "office", value: canaries.secretAttribute }],
      }),
      c: canary(3, {
        name: "Canary-name-90",
        residentIdentityCard: canaries.card,
        indexedAttribute1: "Canary-index-91",
      }),
    };
    const values = new Lookout({
      ...canaries,
      user: "canary-user-",
      name: "Canary-name-90",
      index: "Canary-index-91",
      edited: "Canary-edited-92",
    });
    const look = (when: string): void => {
      expect(values.sightings(unpacked(project)), `in the state ${when}`).to.deep.equal([]);
      expect(lookout.sightings([...project.seen].join("\n")), `on a screen ${when}`).to.deep.equal([]);
    };
    await project.up(users);
    look("after a create");
    await project.up({ ...users, a: { ...users.a, password: canaries.newPassword, nickname: "Canary-edited-92" } });
    look("after an update");
    change(project, named(project, "canary-user-1"), { Nickname: "Canary-edited-92" });
    succeeded(await project.refresh());
    look("after a refresh");
    const refusal = {
      action: "UpdateUser",
      every: 1,
      when: "before",
      effect: "code",
      code: "FailedOperation",
    } as const;
    project.cloud.setFaults([{ ...refusal, status: 502, delayMs: 0, breaksAt: 0 }]);
    await project.up({ ...users, c: { ...users.c, nickname: "Canary-edited-92", userName: "canary-user-4" } });
    project.cloud.setFaults([]);
    look("after a failure");
  });
});

describe("work in proportion to the change", function () {
  this.timeout(0);

  /** The users whose fields an exported function of `changes` was asked to compare meanwhile. */
  async function comparedDuring(work: () => Promise<unknown>): Promise<ReadonlySet<unknown>> {
    const compared = new Set<unknown>();
    const names = ["differingFields", "differences"] as const;
    const real = names.map((name) => [name, changes[name] as (...given: unknown[]) => unknown] as const);
    for (const [name, function_] of real) {
      Object.assign(changes, {
        [name]: (user: DeclaredUser, ...others: unknown[]) => {
          compared.add(user.email);
          return function_(user, ...others);
        },
      });
    }
    await work();
    Object.assign(changes, Object.fromEntries(real));
    return compared;
  }

  it("compares, reads and writes those who changed, of twenty thousand", async () => {
    const project = byFile({ batch: { users: 5_000, parallel: 2 } });
    const users = crowd(20_000);
    succeeded(await project.up(users));
    project.cloud.calls = [];
    const changed = Object.fromEntries(
      Object.entries(users).map(([key, user], n) => [key, n % 400 === 0 ? { ...user, nickname: "Other" } : user]),
    );
    const compared = await comparedDuring(async () => succeeded(await project.up(changed)));
    expect(compared.size).to.equal(50);
    expect(project.cloud.writes.length).to.equal(50);
    // One look at each before and after its change is more than the 22 pages of the whole store.
    expect(project.cloud.calls.filter((call) => call.startsWith("Describe")).length).to.be.below(80);
  });
});
