import { expect } from "chai";
import { Cloud } from "../support/service/cloud";
import { Project } from "../support/pulumi/project";
import { yamlProgram } from "./support/yaml";

describe("what exists already, with the plugin", function () {
  this.timeout(60_000);
  let cloud: Cloud;
  let store: string;
  let groupId: string;
  let jobId: string;
  let guestsId: string;
  let project: Project;

  const customers = { type: "ciam:UserStore", properties: { name: "customers" } };
  const qa = (userStoreId: string) => ({ type: "ciam:UserGroup", properties: { userStoreId, displayName: "qa" } });
  const staff = (userStoreId: string, userSets: object) => ({
    type: "ciam:UserImportJob",
    properties: { userStoreId, userSets },
  });
  /** A job whose mark is not where it is by default. */
  const guests = (userStoreId: string, set: string) => {
    const userSets = { [set]: { gus: { userName: "gus" } } };
    return { type: "ciam:UserImportJob", properties: { userStoreId, ownerAttribute: "indexedAttribute2", userSets } };
  };
  const users = () => ({
    alice: { userName: "alice", email: "alice@example.com", userGroups: [groupId] },
    bob: { userName: "bob", nickname: "Bob" },
  });

  // Another state has made everything, and is lost.
  before(async () => {
    cloud = await Cloud.open();
    store = await cloud.store();
    const { UserGroupId } = await cloud.call("CreateUserGroup", { UserStoreId: store, DisplayName: "qa" });
    groupId = UserGroupId;
    const program = yamlProgram({ staff: staff(store, { staff: users() }), guests: guests(store, "guests") });
    const lost = await Project.inYaml(program, { cloud });
    await lost.up();
    jobId = (await lost.resource("staff")).id ?? "";
    guestsId = (await lost.resource("guests")).id ?? "";
    lost.dispose();
  });
  beforeEach(async () => {
    project = await Project.inYaml("resources: {}\n", { cloud });
  });
  afterEach(() => project.dispose());
  after(() => cloud.close());

  it("is imported by `pulumi import`, and the program that says the same changes nothing", async () => {
    const imports = async (type: string, name: string, id: string) =>
      (await project.succeeds("import", type, name, id, "--yes", "--protect=false")).screen;
    expect(await imports("ciam:index:UserStore", "customers", store)).to.contain("name: customers");
    expect(await imports("ciam:index:UserGroup", "qa", `${store}/${groupId}`)).to.contain("displayName: qa");
    const screen = await imports("ciam:index:UserImportJob", "staff", jobId);
    expect(screen).to.contain("email: alice@example.com").and.to.contain("nickname: Bob");
    expect((await project.resource("qa")).id).to.equal(groupId);
    expect((await project.resource("staff")).outputs).to.include({ status: "InSync" });
    const other = await imports("ciam:index:UserImportJob", "guests", `${guestsId}@indexedAttribute2`);
    expect(other).to.contain("ownerAttribute: indexedAttribute2").and.to.contain("userName: gus");
    expect((await project.resource("guests")).id).to.equal(guestsId);

    project.yaml(
      yamlProgram({
        customers,
        qa: qa(store),
        staff: staff(store, { imported: users() }),
        guests: guests(store, "imported"),
      }),
    );
    const { result, calls } = await cloud.callsDuring(() => project.up("--expect-no-changes"));
    expect(result.screen).to.contain("5 unchanged");
    expect(calls).to.deep.equal([]);
    expect((await project.refresh("--expect-no-changes")).screen).to.contain("5 unchanged");
  });

  it("moves from the set of an import into sets of the program without a write", async () => {
    await project.succeeds("import", "ciam:index:UserImportJob", "staff", jobId, "--yes", "--protect=false");
    const { alice, bob } = users();
    project.yaml(yamlProgram({ staff: staff(store, { people: { a: alice }, testers: { b: bob } }) }));
    const { writes } = await cloud.callsDuring(() => project.up());
    expect(writes).to.deep.equal([]);
    await project.up("--expect-no-changes");
  });

  it("is read by `get`, and not managed", async () => {
    // What a program reads keeps the id that the program says.
    const id = `${guestsId}@indexedAttribute2`;
    const read = (type: string, id: string, state?: object) => ({ type, get: { id, ...(state && { state }) } });
    project.yaml(
      yamlProgram(
        {
          customers: read("ciam:UserStore", store),
          qa: read("ciam:UserGroup", groupId, { userStoreId: store }),
          staff: read("ciam:UserImportJob", jobId),
          guests: read("ciam:UserImportJob", id),
        },
        { name: "${customers.name}", group: "${qa.displayName}", status: "${staff.status}", id: "${guests.id}" },
      ),
    );
    await project.up();
    expect(await project.outputs()).to.deep.equal({ name: "customers", group: "qa", status: "InSync", id });
    await project.up("--expect-no-changes");
    const { writes } = await cloud.callsDuring(() => project.destroy());
    expect(writes).to.deep.equal([]);
  });

  it("is said not to be there, or how an id is written", async () => {
    const refused = async (type: string, id: string) =>
      (await project.fails("import", type, "it", id, "--yes", "--protect=false")).screen;
    const none = "0".repeat(32);
    expect(await refused("ciam:index:UserStore", none)).to.contain("does not exist");
    expect(await refused("ciam:index:UserGroup", `${store}/${none}`)).to.contain("does not exist");
    expect(await refused("ciam:index:UserGroup", groupId)).to.contain("<UserStoreId>/<UserGroupId>");
    expect(await refused("ciam:index:UserImportJob", `${store}/shop/dev/staff#${"0".repeat(12)}`)).to.contain(
      "does not exist",
    );
    expect(await refused("ciam:index:UserImportJob", `${store}/shop/dev/staff`)).to.contain("<UserStoreId>/<owner>");
    expect(await refused("ciam:index:UserImportJob", `${guestsId}@indexedAttribute3`)).to.contain("does not exist");
    const { screen } = await project.fails("import", "ciam:index:UserImportJob", "it", `${jobId}@attribute2`, "--yes");
    expect(screen).to.contain('"attribute2" is no attribute that can carry the mark of an owner');
  });
});
