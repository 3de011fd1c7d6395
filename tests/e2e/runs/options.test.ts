import { execFileSync } from "node:child_process";
import { expect } from "chai";
import type { Cloud } from "../support/service/cloud";
import { eachAfter } from "../support/service/eachInCloud";
import { job, people, program } from "../support/pulumi/programs";
import type { Project } from "../support/pulumi/project";

describe("a Pulumi option", function () {
  this.timeout(90_000);
  let cloud: Cloud;
  let store: string;
  let project: Project;

  eachAfter(
    async ({ store, begin }) => {
      const begun = await begin(program(job(store, people("alice", "bob"))));
      await begun.up();
      return begun;
    },
    (begun) => {
      ({ cloud, store, project } = begun);
    },
  );

  /** Runs this program and says which writes it made. */
  async function writesOf(text: string, ...args: string[]): Promise<string[]> {
    project.program(text);
    return (await cloud.callsDuring(() => project.up(...args))).writes;
  }

  it("aliases renames a resource without touching a user", async () => {
    const renamed = job(store, people("alice", "bob"), { name: "people", opts: `{ aliases: [{ name: "staff" }] }` });
    // The set's name is the program's own affair, and goes with it.
    expect(await writesOf(program(renamed))).to.deep.equal([]);
    await project.destroy();
    expect(await cloud.names(store)).to.deep.equal([]);
  });

  it("stack rename leaves every user as it is", async () => {
    await project.succeeds("stack", "rename", "prod");
    expect(await writesOf(program(job(store, people("alice", "bob"))))).to.deep.equal([]);
    expect(await writesOf(program(job(store, people("alice"))))).to.deep.equal(["DeleteUsers"]);
  });

  it("parent moves a resource with an alias, and without one keeps everybody's account too", async () => {
    const component = `class Team extends pulumi.ComponentResource { constructor(name) { super("shop:Team", name); } }
      const team = new Team("team");`;
    const moved = (opts: string) => program(component, job(store, people("alice", "bob"), { opts }));
    const before = (await cloud.users(store)).map(({ UserId }) => UserId);
    expect(await writesOf(moved(`{ parent: team, aliases: [{ parent: pulumi.rootStackResource }] }`))).to.deep.equal(
      [],
    );
    expect((await cloud.users(store)).map(({ UserId }) => UserId)).to.deep.equal(before);
    // Back, and no alias: another job of the same name, which finds users that nobody has used.
    expect(await writesOf(program(job(store, people("alice", "bob"))))).to.deep.equal(["UpdateUser", "UpdateUser"]);
    expect((await cloud.users(store)).map(({ UserId }) => UserId)).to.deep.equal(before);
    for (const id of before) await cloud.admin("POST", `/users/${id}/sign-on`);
    project.program(moved(`{ parent: team }`));
    const { screen } = await project.upFails();
    expect(screen).to.match(/nothing was written: 2 of 2 declared users belong to shop\/dev\/staff#/);
    expect((await cloud.users(store)).map(({ UserId }) => UserId)).to.deep.equal(before);
  });

  it("parent lets one name be used under two components", async () => {
    const text = program(
      `class Team extends pulumi.ComponentResource { constructor(name, users) { super("shop:" + name, name);`,
      `  new ciam.UserImportJob("staff", { userStoreId: "${store}", userSets: { staff: users } }, { parent: this }); } }`,
      `new Team("red", { carol: { userName: "carol" } }); new Team("blue", { dave: { userName: "dave" } });`,
    );
    project.program(text);
    await project.up();
    expect(await cloud.names(store)).to.deep.equal(["carol", "dave"]);
    const marks = (await cloud.users(store)).map(({ IndexedAttribute5 }) => IndexedAttribute5);
    expect(new Set(marks).size).to.equal(2);
  });

  it("retainOnDelete keeps the users when the resource goes", async () => {
    await writesOf(program(job(store, people("alice", "bob"), { opts: "{ retainOnDelete: true }" })));
    expect(await writesOf(program())).to.deep.equal([]);
    expect(await cloud.names(store)).to.deep.equal(["alice", "bob"]);
  });

  it("protect refuses to delete the resource, and lets users be changed", async () => {
    await writesOf(program(job(store, people("alice", "bob"), { opts: "{ protect: true }" })));
    project.program(program());
    expect((await project.upFails()).screen).to.contain("protect");
    expect(await cloud.names(store)).to.deep.equal(["alice", "bob"]);
    expect(await writesOf(program(job(store, people("alice"), { opts: "{ protect: true }" })))).to.deep.equal([
      "DeleteUsers",
    ]);
  });

  it("target changes one resource only", async () => {
    const text = program(job(store, people("alice")), job(store, people("carol"), { name: "guests" }));
    await writesOf(text, "--target", "**guests");
    expect(await cloud.names(store)).to.deep.equal(["alice", "bob", "carol"]);
  });

  it("plan lets up do what was previewed and nothing else", async () => {
    project.program(program(job(store, people("alice", "carol"))));
    await project.succeeds("preview", "--save-plan", "plan.json");
    project.program(program(job(store, people("alice", "dave"))));
    await project.upFails("--plan", "plan.json");
    expect(await cloud.names(store)).to.deep.equal(["alice", "bob"]);
    project.program(program(job(store, people("alice", "carol"))));
    await project.up("--plan", "plan.json");
    expect(await cloud.names(store)).to.deep.equal(["alice", "carol"]);
  });

  it("run-program destroys with the configuration of now", async () => {
    await project.destroy("--run-program");
    expect(await cloud.names(store)).to.deep.equal([]);
  });

  it("transforms may change the users, and what they change is what happens", async () => {
    const transform = `pulumi.runtime.registerStackTransformation(({ props, opts }) => {
      if (props.userSets) for (const user of Object.values(props.userSets.staff)) user.nickname = "seed";
      return { props, opts }; });`;
    await writesOf(program(transform, job(store, people("alice", "bob"))));
    expect(await cloud.user(store, "alice")).to.include({ Nickname: "seed" });
  });

  it("import and id are refused in a sentence that says what to do instead", async () => {
    for (const [option, instead] of [
      ["import", 'conflictPolicy: "adopt"'],
      ["id", "findUser"],
    ] as const) {
      project.program(program(job(store, people("alice"), { name: "more", opts: `{ ${option}: "${store}" }` })));
      const { screen } = await project.fails("preview");
      expect(screen).to.contain(`UserImportJob "more": the option ${option}`).and.to.contain(instead);
      expect(screen).not.to.match(/^\s+at /m);
    }
    project.program(program(`new ciam.UserStore("customers", { name: "customers" }, { import: "${store}" });`));
    expect((await project.fails("preview")).screen).to.contain("with adoptExisting: true instead");
    project.program(program(`ciam.UserStore.get("customers", "${store}");`));
    const { screen } = await project.fails("preview");
    expect(screen).to.contain("UserStore.get cannot work").and.to.contain("getUserStores()");
    expect(screen).not.to.match(/^\s+at /m);
  });

  it("customTimeouts is warned of, with what there is instead", async () => {
    project.program(program(job(store, people("alice", "bob"), { opts: `{ customTimeouts: { create: "1h" } }` })));
    expect((await project.succeeds("preview")).screen).to.contain(
      'UserImportJob "staff": customTimeouts has no effect. Use the input timeouts',
    );
  });

  it("deleteBeforeReplace cannot be turned on", async () => {
    project.program(program(job(store, people("alice"), { opts: "{ deleteBeforeReplace: true }" })));
    const { screen } = await project.upFails();
    expect(screen).to.contain("deleteBeforeReplace: true would remove every user");
    expect(screen).not.to.match(/^\s+at .*\.js:\d+/m);
  });

  it("of no kind is needed to go back: an older commit gives the older users", async () => {
    const git = (...args: string[]) =>
      execFileSync("git", ["-c", "user.name=test", "-c", "user.email=test@example.com", ...args], {
        cwd: project.folder,
        stdio: "pipe",
      });
    git("init", "-q");
    git("add", "index.js");
    git("commit", "-qm", "alice and bob");
    project.program(program(job(store, { ...people("alice"), carol: { userName: "carol", nickname: "C" } })));
    await project.up();
    git("commit", "-qam", "carol instead of bob");
    expect(await cloud.names(store)).to.deep.equal(["alice", "carol"]);
    git("checkout", "-q", "HEAD~1", "--", "index.js");
    await project.up();
    expect(await cloud.names(store)).to.deep.equal(["alice", "bob"]);
    await project.refresh("--expect-no-changes");
  });
});
