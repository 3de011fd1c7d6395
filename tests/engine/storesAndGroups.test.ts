import { expect } from "chai";
import { Bench } from "./support/bench";
import { EngineDied, failing } from "./support/engine/engineDouble";
import { idOf, userGroup, userImportJob, userStore, type Inputs } from "./support/program";
import { Interceptor } from "./support/service/interceptor";

describe("a user store", function () {
  this.timeout(60_000);
  let here: Bench;

  beforeEach(async () => {
    here = await Bench.start({}, { sharesProcess: true });
  });

  afterEach(() => here.close());

  const store = (inputs: Inputs) => [userStore("customers", { name: "customers", ...inputs })];

  const live = async () => {
    const { UserStoreSet } = await here.world.client.call("ListUserStore", {});
    return (UserStoreSet ?? []).find(({ UserStoreId }) => UserStoreId === here.stack.resource("customers").id);
  };

  it("is created under the id that CIAM gives it", async () => {
    await here.stack.up(store({ description: "people who buy" }));
    expect(await live()).to.include({ UserStoreName: "customers", UserStoreDesc: "people who buy" });
    expect(here.stack.resource("customers").outputs).to.include({ name: "customers", userCount: 0 });
  });

  it("is created once: the next up does nothing and asks nobody", async () => {
    await here.stack.up(store({}));
    await here.world.forgetCalls();
    expect((await here.stack.up(store({}))).steps).to.deep.equal([{ op: "same", name: "customers", diff: {} }]);
    expect(await here.world.calls()).to.deep.equal([]);
  });

  it("is edited in place", async () => {
    await here.stack.up(store({ description: "people" }));
    const { id } = here.stack.resource("customers");
    const { steps } = await here.stack.up(store({ name: "buyers", description: "people who buy" }));
    expect(steps).to.deep.equal([{ op: "update", name: "customers", diff: { description: "update", name: "update" } }]);
    expect(here.stack.resource("customers").id).to.equal(id);
    expect(await live()).to.include({ UserStoreName: "buyers", UserStoreDesc: "people who buy" });
  });

  it("loses a text that is taken out of the program", async () => {
    await here.stack.up(store({ description: "people", logo: "https://example.com/logo.png" }));
    await here.stack.up(store({}));
    expect([(await live())?.UserStoreDesc ?? "", (await live())?.UserStoreLogo ?? ""]).to.deep.equal(["", ""]);
    expect((await here.stack.refresh()).steps[0]?.op).to.equal("same");
  });

  it("shows in a refresh what somebody changed, and gets it back", async () => {
    await here.stack.up(store({ description: "people" }));
    const { id } = here.stack.resource("customers");
    await here.world.client.call("UpdateUserStore", {
      UserPoolId: id,
      UserPoolName: "customers",
      UserPoolDesc: "changed",
      UserPoolLogo: "https://example.com/logo.png",
    });
    expect((await here.stack.refresh()).steps[0]?.diff).to.deep.equal({ description: "update", logo: "add" });
    await here.stack.up(store({ description: "people" }));
    expect(await live()).to.include({ UserStoreDesc: "people" });
    expect((await live())?.UserStoreLogo ?? "").to.equal("");
  });

  it("that is gone leaves the state in a refresh and comes back in the next up", async () => {
    await here.stack.up(store({}));
    await here.world.client.call("DeleteUserStore", { UserPoolId: here.stack.resource("customers").id });
    expect((await here.stack.refresh()).steps).to.deep.equal([{ op: "delete", name: "customers", diff: {} }]);
    expect((await here.stack.up(store({}))).steps[0]?.op).to.equal("create");
  });

  it("is deleted when it is empty", async () => {
    await here.stack.up(store({}));
    await here.stack.destroy();
    const { UserStoreSet } = await here.world.client.call("ListUserStore", {});
    expect((UserStoreSet ?? []).map(({ UserStoreName }) => UserStoreName)).to.deep.equal(["staff"]);
  });

  it("with somebody in it is not deleted unless the program said that it may be", async () => {
    await here.stack.up(store({}));
    const { id } = here.stack.resource("customers");
    await here.world.addUser({ UserName: "zoe" }, id);
    const { failures } = await failing(here.stack.destroy());
    expect(failures[0]?.message).to.contain("1 user and").and.to.contain("forceDestroy");
    expect(here.world.users(id)).to.have.lengthOf(1);
    await here.stack.up(store({ forceDestroy: true }));
    await here.stack.destroy();
    expect(here.world.users(id)).to.deep.equal([]);
  });

  it("whose reply is lost is found again by its name, not made twice", async () => {
    await here.world.admin("PUT", "/faults", [{ action: "CreateUserStore", nth: 1, when: "after", effect: "reset" }]);
    await here.stack.up(store({}));
    const { UserStoreSet } = await here.world.client.call("ListUserStore", {});
    expect((UserStoreSet ?? []).map(({ UserStoreName }) => UserStoreName).sort()).to.deep.equal(["customers", "staff"]);
  });

  it("that an interrupted up left behind is not taken for one's own, and the way out is said", async () => {
    const tap = await Interceptor.into(here.world.endpoint);
    here.stack.config = { ...here.world.config, "ciam:endpoint": tap.endpoint };
    tap.listener = {
      after(action) {
        if (action === "CreateUserStore") void here.stack.die();
      },
    };
    await here.stack.up(store({})).catch((error: unknown) => expect(error).to.be.instanceOf(EngineDied));
    expect(here.stack.state.pendingOperations.map(({ type }) => type)).to.deep.equal(["creating"]);
    tap.listener = {};
    const { failures, lines } = await failing(here.stack.up(store({})));
    expect(lines[0]?.message).to.contain("interrupted while creating");
    expect(failures[0]?.message).to.contain("delete it in the console");
    tap.close();
  });

  describe("that exists already", () => {
    let existing: string;

    beforeEach(async () => {
      const request = { UserPoolName: "customers", UserPoolDesc: "made by hand" };
      existing = (await here.world.client.call("CreateUserStore", request)).UserStoreId;
    });

    it("is an error that says how to take it over", async () => {
      const { failures } = await failing(here.stack.up(store({})));
      expect(failures[0]?.message).to.contain("adoptExisting: true");
      expect(here.stack.state.resources).to.deep.equal([]);
    });

    it("is taken over where the program asks for it, brought to the declaration, and left where it is in the end", async () => {
      await here.stack.up(store({ adoptExisting: true, description: "people who buy" }));
      expect(here.stack.resource("customers").id).to.equal(existing);
      expect(await live()).to.include({ UserStoreDesc: "people who buy" });
      expect((await here.stack.refresh()).steps[0]?.diff).to.deep.equal({});
      const again = await here.stack.up(store({ adoptExisting: true, description: "people who buy" }));
      expect(again.steps[0]?.op).to.equal("same");
      await here.stack.up(store({ description: "people" }));
      await here.stack.destroy();
      const { UserStoreSet } = await here.world.client.call("ListUserStore", {});
      expect((UserStoreSet ?? []).map(({ UserStoreId }) => UserStoreId)).to.include(existing);
    });

    it("is made, and not taken over, where there is none of its name", async () => {
      await here.stack.up(store({ adoptExisting: true, name: "others" }));
      expect(here.stack.resource("customers").outputs.adopted).to.equal(false);
      await here.stack.destroy();
      const { UserStoreSet } = await here.world.client.call("ListUserStore", {});
      expect((UserStoreSet ?? []).map(({ UserStoreName }) => UserStoreName)).not.to.include("others");
    });
  });

  it("is refused at the international endpoint, by its preview", async () => {
    here.stack.config = { ...here.world.config, "ciam:endpoint": "ciam.intl.tencentcloudapi.com" };
    const { failures } = await failing(here.stack.preview(store({})));
    expect(failures[0]?.message).to.contain("UserStore needs the mainland API");
  });

  it("with wrong inputs is refused with all that is wrong", async () => {
    const { failures } = await failing(here.stack.preview(store({ name: "", logo: 7, color: "red" })));
    expect(failures[0]?.message.split("\n")).to.have.lengthOf(3);
    expect(failures[0]?.message)
      .to.match(/name: must not be empty/)
      .and.to.match(/logo: /)
      .and.to.match(/color: /);
  });
});

describe("a user group", function () {
  this.timeout(60_000);
  let here: Bench;

  beforeEach(async () => {
    here = await Bench.start({}, { sharesProcess: true });
  });

  afterEach(() => here.close());

  const group = (inputs: Inputs) => [
    userGroup("testers", { userStoreId: here.world.storeId, displayName: "Testers", ...inputs }),
  ];

  const live = async (storeId = here.world.storeId) => {
    const pages = { UserStoreId: storeId, Pageable: { PageNumber: 1, PageSize: 10 } };
    const { Content } = await here.world.client.call("ListUserGroups", pages);
    return (Content ?? []).map(({ DisplayName, Description }) => [DisplayName, Description ?? ""]);
  };

  it("is created, edited in place, emptied of its description and deleted", async () => {
    await here.stack.up(group({ description: "who test" }));
    const { id } = here.stack.resource("testers");
    expect(await live()).to.deep.equal([["Testers", "who test"]]);
    await here.stack.up(group({ displayName: "QA", description: "who test" }));
    expect(await live()).to.deep.equal([["QA", "who test"]]);
    await here.stack.up(group({ displayName: "QA" }));
    expect(await live()).to.deep.equal([["QA", ""]]);
    expect(here.stack.resource("testers").id).to.equal(id);
    await here.stack.destroy();
    expect(await live()).to.deep.equal([]);
  });

  it("shows in a refresh what somebody changed, and gets it back", async () => {
    await here.stack.up(group({}));
    const { id } = here.stack.resource("testers");
    const change = { UserStoreId: here.world.storeId, UserGroupId: id, DisplayName: "Tasters", Description: "food" };
    await here.world.client.call("UpdateUserGroup", change);
    expect((await here.stack.refresh()).steps[0]?.diff).to.deep.equal({ description: "add", displayName: "update" });
    await here.stack.up(group({}));
    expect(await live()).to.deep.equal([["Testers", ""]]);
  });

  it("that is gone leaves the state in a refresh", async () => {
    await here.stack.up(group({}));
    const { id } = here.stack.resource("testers");
    await here.world.client.call("DeleteUserGroups", { UserStoreId: here.world.storeId, UserGroupIds: [id] });
    expect((await here.stack.refresh()).steps).to.deep.equal([{ op: "delete", name: "testers", diff: {} }]);
  });

  it("that applications use is not deleted, and the applications are named", async () => {
    const used = { UserGroupId: "g", ApplicationId: "0123456789abcdef", ApplicationName: "Web shop" };
    const info = { UserGroupDeletedInfo: { ErrorMessage: "in use", AppAssociatedUserGroupIds: [used] } };
    const tap = await Interceptor.into(here.world.endpoint);
    tap.listener = { before: (action) => (action === "DeleteUserGroups" ? info : undefined) };
    here.stack.config = { ...here.world.config, "ciam:endpoint": tap.endpoint };
    await here.stack.up(group({}));
    const { failures } = await failing(here.stack.destroy());
    expect(failures[0]?.message).to.contain("it is used by Web shop");
    expect(here.stack.state.resources).to.have.lengthOf(1);
    expect(await live()).to.have.lengthOf(1);
    tap.close();
  });

  it("that exists already is taken over only where the program asks for it, and left where it is in the end", async () => {
    const request = { UserStoreId: here.world.storeId, DisplayName: "Testers", Description: "made by hand" };
    const { UserGroupId } = await here.world.client.call("CreateUserGroup", request);
    expect((await failing(here.stack.up(group({})))).failures[0]?.message).to.contain("adoptExisting: true");
    await here.stack.up(group({ adoptExisting: true }));
    expect(here.stack.resource("testers").id).to.equal(UserGroupId);
    expect(await live()).to.deep.equal([["Testers", ""]]);
    expect((await here.stack.refresh()).steps[0]?.diff).to.deep.equal({});
    await here.stack.destroy();
    expect(await live()).to.deep.equal([["Testers", ""]]);
  });

  it("is made anew in another store", async () => {
    await here.stack.up(group({}));
    const { UserStoreId } = await here.world.client.call("CreateUserStore", { UserPoolName: "another" });
    const { steps } = await here.stack.up(group({ userStoreId: UserStoreId }));
    expect(steps.map(({ op }) => op)).to.deep.equal(["replace", "delete"]);
    expect(await live()).to.deep.equal([]);
    expect(await live(UserStoreId)).to.deep.equal([["Testers", ""]]);
  });

  it("is not replaced by a preview in which its store changes its description", async () => {
    const program = (description: string) => [
      userStore("directory", { name: "directory", description }),
      userGroup("testers", { userStoreId: idOf("directory"), displayName: "Testers" }),
      userImportJob("members", { userStoreId: idOf("directory"), userSets: { s: { a: { userName: "a" } } } }),
    ];
    await here.stack.up(program("one"));
    const { steps } = await here.stack.preview(program("two"));
    expect(steps.map(({ op }) => op)).to.deep.equal(["update", "same", "same"]);
  });
});
