import { expect } from "chai";
import { Accounts } from "../support/service/accounts";
import type { Cloud } from "../support/service/cloud";
import { eachInCloud, type Here } from "../support/service/eachInCloud";
import { job, people, program } from "../support/pulumi/programs";
import { Project } from "../support/pulumi/project";

/** One job, `staff`, is split: `team` takes Alice over, who has signed on. */
describe("a split, whose new job comes late", function () {
  this.timeout(300_000);
  let cloud: Cloud;
  let store: string;
  let begin: Here["begin"];
  let accounts: Accounts;

  eachInCloud((here) => {
    ({ cloud, store, begin } = here);
    accounts = new Accounts(cloud, store);
  });

  const before = (): string => program(job(store, people("alice", "bob", "carl")));
  const staff = (): string => job(store, people("bob", "carl"));
  const team = (more: object = {}, args: object = { takeOver: ["shop/dev/staff"] }, opts = "{}"): string =>
    job(store, { alice: { ...people("alice").alice, ...more } }, { name: "team", args: { ...args }, opts });
  const leads = (): string =>
    `const leads = new ciam.UserGroup("leads", { userStoreId: ${JSON.stringify(store)}, displayName: "leads" });`;
  /** As in `userGroups: [leads.userGroupId]`. */
  const ofLeads = (): string => team({ userGroups: ["LEADS"] }).replace('"LEADS"', "leads.userGroupId");

  async function signedOn(): Promise<{ project: Project; ids: Record<string, string> }> {
    const project = await begin(before());
    await project.up();
    await accounts.signOn("alice");
    return { project, ids: await accounts.ids() };
  }

  const slowGroup = () =>
    cloud.faults([{ action: "CreateUserGroup", nth: 1, when: "before", effect: "slow", delayMs: 4_000 }]);

  /** Refused at the second attempt, which comes a second later: the other job has begun by then. */
  const noGroup = () => {
    const refused = { action: "CreateUserGroup", when: "before", effect: "code" } as const;
    return cloud.faults([
      { ...refused, nth: 1, code: "RequestLimitExceeded" },
      { ...refused, every: 1, code: "QuotaLimitExceeded" },
    ]);
  };

  it("because its group is still being made: Alice keeps her account", async () => {
    const { project, ids } = await signedOn();
    project.program(program(leads(), ofLeads(), staff()));
    expect((await project.succeeds("preview")).screen).not.to.match(/\d delete/);
    // Longer than the program itself lets the one job wait for the other.
    await slowGroup();
    const { writes } = await cloud.callsDuring(() => project.up());
    expect(writes).to.have.members(["CreateUserGroup", "UpdateUser"]);
    expect(await accounts.ids()).to.deep.equal(ids);
    const again = await cloud.callsDuring(() => project.up());
    expect(again.calls).to.deep.equal([]);
    const { outputs } = await project.resource("staff");
    expect(outputs).to.include({ status: "InSync" });
  });

  it("because its group cannot be made: nobody is removed", async () => {
    const { project, ids } = await signedOn();
    project.program(program(leads(), ofLeads(), staff()));
    await noGroup();
    const { writes } = await cloud.callsDuring(() => project.upFails());
    expect(writes).not.to.include("DeleteUsers");
    await cloud.noFaults();
    await project.up();
    expect(await accounts.ids()).to.deep.equal(ids);
    expect(await accounts.mark("alice")).to.contain("/team#");
  });

  it("because a value comes late: Alice keeps her account", async () => {
    const { project, ids } = await signedOn();
    const late = `const late = pulumi.output(new Promise((resolve) => setTimeout(() => resolve("Al"), 1500)));`;
    project.program(program(staff(), late, team({ nickname: "LATE" }).replace('"LATE"', "late")));
    expect((await project.succeeds("preview")).screen).not.to.match(/\d delete/);
    await project.up();
    expect(await accounts.ids()).to.deep.equal(ids);
  });

  it("because it waits for the other: the preview refuses it, with takeOver and without", async () => {
    const { project, ids } = await signedOn();
    for (const args of [{ takeOver: ["shop/dev/staff"] }, {}]) {
      project.program(program(staff(), team({}, args, "{ dependsOn: [staff] }")));
      const { screen } = await project.fails("up", "--yes");
      expect(screen).to.contain("shop/dev/staff comes before this job").and.to.contain("staff/alice");
      expect(await accounts.ids()).to.deep.equal(ids);
    }
    project.program(program(team(), staff().replace("{})", "{ dependsOn: [team] })")));
    await project.up();
    expect(await accounts.ids()).to.deep.equal(ids);
  });

  it("with its engine doing one thing at a time: Alice keeps her account", async () => {
    const { project, ids } = await signedOn();
    project.program(program(staff(), team({}, {}).replace("}, {})", ", takeOver: [staff] }, {})")));
    const { writes } = await cloud.callsDuring(() => project.succeeds("up", "--yes", "--parallel", "1"));
    expect(writes).to.deep.equal(["UpdateUser"]);
    expect(await accounts.ids()).to.deep.equal(ids);
  });

  describe("in YAML", () => {
    /** Alice in `staff`, or split off: then `leads` is her group. */
    function yaml(how: "before" | "split", options = ""): string {
      const names = how === "before" ? ["alice", "bob", "carl"] : ["bob", "carl"];
      const alice = { ...people("alice").alice, userGroups: ["${leads.id}"] };
      const resource = (name: string, type: string, properties: object, more = ""): string =>
        `  ${name}:\n    type: ciam:${type}\n    properties: ${JSON.stringify({ userStoreId: store, ...properties })}\n${more}`;
      const split = [
        resource("leads", "UserGroup", { displayName: "leads" }),
        resource("team", "UserImportJob", { takeOver: ["shop/dev/staff"], userSets: { team: { alice } } }),
      ];
      const staff = resource("staff", "UserImportJob", { userSets: { staff: people(...names) } }, options);
      return ["resources:\n", staff, ...(how === "split" ? split : [])].join("");
    }

    let project: Project;
    let ids: Record<string, string>;

    beforeEach(async () => {
      project = await Project.inYaml(yaml("before"), { cloud });
      await project.up();
      await accounts.signOn("alice");
      ids = await accounts.ids();
    });
    afterEach(() => project.dispose());

    it("where the one that gives depends on the one that takes: Alice keeps her account", async () => {
      project.yaml(yaml("split", '    options: { dependsOn: [ "${team}" ] }\n'));
      await slowGroup();
      expect((await project.succeeds("preview")).screen).not.to.match(/\d delete/);
      await project.up();
      expect(await accounts.ids()).to.deep.equal(ids);
    });

    it("where nothing says which comes first: Alice keeps her account", async () => {
      project.yaml(yaml("split"));
      await slowGroup();
      const { writes } = await cloud.callsDuring(() => project.up());
      expect(writes).not.to.include("DeleteUsers");
      expect(await accounts.ids()).to.deep.equal(ids);
    });

    it("where the group cannot be made: nobody is removed, the run says why, and the next one does the rest", async () => {
      project.yaml(yaml("split"));
      await noGroup();
      const { screen } = await project.upFails();
      expect(screen).to.contain("user group leads was not made").and.to.contain("staff/alice");
      expect((await project.resource("staff")).outputs).to.include({ status: "Degraded" });
      await cloud.noFaults();
      await project.up();
      expect(await accounts.ids()).to.deep.equal(ids);
      expect(await accounts.mark("alice")).to.contain("/team#");
    });
  });
});
