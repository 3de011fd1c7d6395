import { expect } from "chai";
import { emulatorCredentials } from "../../../ciam/credentials";
import type { DeclaredUser } from "../../../provider/users/model/user";
import { canaries, canaryUsers, Lookout, secretFields } from "../../support/canaries";
import { Folder } from "../../unit/files/files";
import { alice, bob, carol, crowd, isSettled, named, ours, register, succeeded, userIds } from "../program/users";
import { Project } from "../program/project";

/*
 * What users of other tools that seed users have met, each under the name of what must not happen here. Where another
 * file proves it on more than the walk, that is:
 * - a half-done create can be refreshed and destroyed: engine/partialFailure.test.ts, e2e/recovery.test.ts
 * - a bad row ends the command with a code other than 0: e2e/badInput.test.ts, e2e/parity/table.test.ts
 * - a replaced store is seeded anew in the same up: e2e/replacement.test.ts
 * - what is exported loads again without a difference: the tests of `ciam export`
 * - nobody is lost between pages, two writers, lags and forgotten jobs: cases.test.ts
 * - a job's record that is gone later is history: cases.test.ts
 * - ten thousand users: tenThousand.test.ts
 */

describe("known from other tools, and not to happen here:", () => {
  describe("a second run that sends everything again", () => {
    for (const passwordPolicy of ["initial", "managed"]) {
      it(`no: it calls nobody, also with a password under ${passwordPolicy}`, async () => {
        const project = Project.on({}, { passwordPolicy });
        const users = { alice: { ...alice, password: "Passw0rd-one" }, bob };
        succeeded(await project.up(users));
        project.cloud.calls = [];
        expect(await project.up(users)).to.include({ step: "same" });
        expect(project.cloud.calls).to.deep.equal([]);
        await isSettled(project, users);
      });
    }

    it("no: it sends of a change just the difference: one new user, one new value, one who left", async () => {
      const project = Project.on();
      succeeded(await project.up({ ...crowd(30), alice, bob }));
      project.cloud.calls = [];
      succeeded(await project.up({ ...crowd(30), alice: { ...alice, nickname: "Ally" }, carol }));
      expect(project.cloud.writes).to.have.members(["UpdateUser", "CreateApiImportUserJob", "DeleteUsers"]);
      expect(ours(project)).to.have.length(32);
    });

    it("no: it never finds its own list of users empty: who leaves the sets is removed", async () => {
      const project = Project.on();
      succeeded(await project.up({ alice, bob, carol }));
      succeeded(await project.up({ carol }));
      expect(ours(project).map(({ PhoneNumber }) => PhoneNumber)).to.deep.equal(["13800008003"]);
    });
  });

  it("another order of users, fields, groups and attributes is a difference", async () => {
    const project = Project.on({ storedForms: { sortedGroups: true } });
    const group = (name: string) =>
      project.cloud.byHand("CreateUserGroup", { UserStoreId: project.cloud.storeId, DisplayName: name })
        .UserGroupId as string;
    const userGroups = [group("a"), group("b"), group("c")];
    const customAttributes = ["one", "two", "three"].map((name) => ({ name, value: name }));
    const full: DeclaredUser = { ...alice, userGroups, customAttributes };
    succeeded(await project.up({ alice: full, bob, carol }));
    const shuffled = Object.fromEntries(Object.entries(full).toReversed()) as DeclaredUser;
    project.cloud.calls = [];
    const other = {
      ...shuffled,
      userGroups: userGroups.toReversed(),
      customAttributes: customAttributes.toReversed(),
    };
    succeeded(await project.up({ carol, alice: other, bob }));
    expect(project.cloud.writes).to.deep.equal([]);
    await isSettled(project, { carol, alice: other, bob });
  });

  describe("a job whose record is gone takes the resource with it, or is done again", () => {
    it("no: also while the run still waits for it the users tell what the job did", async () => {
      const project = Project.on({ jobRetentionMs: 0 });
      succeeded(await project.up({ alice, bob }));
      expect(project.cloud.submits.taken).to.equal(1);
      await isSettled(project, { alice, bob });
    });
  });

  it("a row that is refused ends in success, or tells its password and hash", async () => {
    const project = Project.on({}, { secretFields });
    const outcome = await project.up(canaryUsers);
    expect(outcome.ok).to.equal(false);
    expect(outcome.reasons.join()).to.contain("staff/refused").and.to.contain("***");
    const seen = [...project.seen].join("\n");
    expect(seen).to.contain("staff/refused");
    expect(new Lookout({ ...canaries, secretKey: emulatorCredentials.secretKey }).sightings(seen)).to.deep.equal([]);
  });

  it("a conflict that nobody can solve is tried for ever", async () => {
    const project = Project.on();
    register(project, "alice");
    succeeded(await project.up({ bob }));
    for (const attempt of ["first", "second", "third"]) {
      project.cloud.calls = [];
      expect((await project.up({ alice, bob })).ok, attempt).to.equal(false);
      expect(project.cloud.writes).to.deep.equal([]);
      expect(project.cloud.calls.length).to.be.at.most(8);
    }
  });

  describe("an empty or missing list of users means that all are to be deleted", () => {
    const folder = new Folder();
    after(() => folder.remove());

    for (const [name, contents] of Object.entries({
      "staff.csv": ["", "\n\n", "key,userName,email\n", "\ufeff"],
      "staff.ndjson": ["", "\n"],
      "staff.json": ["", "{}", "[]", "null"],
      "staff.yaml": ["", "---\n", "# nobody\n", "{}\n"],
    })) {
      it(`no: not when ${name} is empty`, () => {
        for (const content of contents) {
          const { users, findings } = folder.read(name, content);
          expect(users, JSON.stringify(content)).to.deep.equal({});
          expect(findings, JSON.stringify(content)).to.not.be.empty;
        }
        expect(folder.readAgain(`missing-${name}`).findings).to.have.length(1);
      });
    }

    it("no: an emptied set asks for acceptDeletions", async () => {
      const project = Project.on({}, { acceptDeletions: undefined });
      succeeded(await project.up({ alice, bob }));
      expect((await project.up({})).message).to.include("acceptDeletions: 2");
      expect(ours(project)).to.have.length(2);
    });
  });

  it("a list that is read stops after twenty users", async () => {
    const project = Project.on({ maxPageSize: 20, pageSizePolicy: "silent", listOrder: "unstable" });
    for (let n = 0; n < 25; n++) register(project, `stranger${String(n)}`);
    succeeded(await project.up(crowd(45)));
    await project.refresh();
    expect(project.engine.state?.outputs.summary).to.deep.include({ drifted: 0, orphans: 0, unmanaged: 25 });
    await isSettled(project, crowd(45));
  });

  it("an e-mail address that is given twice makes a second account", async () => {
    const project = Project.on();
    const outcome = await project.up({ alice, again: { email: "ALICE@example.com" } });
    expect(outcome.ok).to.equal(false);
    expect(project.cloud.calls).to.deep.equal([]);
  });

  it("one user who exists already keeps the others of the batch from being imported", async () => {
    const project = Project.on();
    register(project, "alice");
    const { ok, reasons } = await project.up({ alice, bob, carol });
    expect(ok).to.equal(false);
    expect(reasons).to.have.length(1);
    expect(ours(project)).to.have.length(2);
  });

  it("an import tells no UserIds, and nobody knows them", async () => {
    const project = Project.on();
    succeeded(await project.up(crowd(30)));
    expect(userIds(project)).to.have.members(ours(project).map(({ UserId }) => UserId));
  });

  it("a user who was deleted in the console does not come back", async () => {
    const project = Project.on();
    succeeded(await project.up({ alice, bob }));
    const { UserId } = named(project, "alice");
    project.cloud.byHand("DeleteUsers", { UserStoreId: project.cloud.storeId, UserIds: [UserId] });
    await project.refresh();
    succeeded(await project.up({ alice, bob }));
    expect(named(project, "alice").UserId).to.not.equal(UserId);
    await isSettled(project, { alice, bob });
  });

  it("a changed password replaces the user, or is set though it was to be the initial one", async () => {
    const project = Project.on();
    succeeded(await project.up({ alice: { ...alice, password: "Passw0rd-one" } }));
    const { UserId } = named(project, "alice");
    const credential = project.cloud.credential(UserId);
    project.cloud.calls = [];
    succeeded(await project.up({ alice: { ...alice, password: "Passw0rd-two" } }));
    expect(project.cloud.writes).to.deep.equal([]);
    expect(project.cloud.credential(UserId)).to.equal(credential);
    await isSettled(project, { alice: { ...alice, password: "Passw0rd-two" } });
  });

  it("another name is another user, whom the store then refuses", async () => {
    const project = Project.on();
    succeeded(await project.up({ alice, bob }));
    const { UserId } = named(project, "alice");
    const married = { ...alice, userName: "alice.b", email: "alice.b@example.com" };
    succeeded(await project.up({ alice: married, bob }));
    expect(named(project, "alice.b").UserId).to.equal(UserId);
    succeeded(await project.up({ "alice-b": married, bob }));
    expect(named(project, "alice.b").UserId).to.equal(UserId);
  });

  it("a job that fails without a word leaves nobody to blame", async () => {
    const project = Project.on();
    project.cloud.setFaults([
      {
        action: "CreateApiImportUserJob",
        when: "before",
        effect: "job",
        breaksAt: 0,
        status: 502,
        code: "",
        delayMs: 0,
      },
    ]);
    const { ok, reasons } = await project.up({ alice, bob });
    expect(ok).to.equal(false);
    expect(reasons.join("\n"))
      .to.match(/staff\/alice .*FAILED/)
      .and.to.match(/staff\/bob .*FAILED/);
  });

  it("what others have put into the store is removed with ours", async () => {
    const project = Project.on();
    const id = register(project, "stranger");
    const before = project.cloud.user(id);
    succeeded(await project.up({ alice, bob }));
    succeeded(await project.up({ bob }));
    succeeded(await project.destroy());
    expect(project.cloud.users()).to.deep.equal([before]);
  });
});
