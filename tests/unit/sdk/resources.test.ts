import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import * as ciam from "../../../sdk";
import { refusal, valueOf } from "../sets/loadedUsers";
import { insideSecret, Program } from "./program";

describe("a UserStore", () => {
  it("registers its type, and its id is the id of the store", async () => {
    const program = new Program();
    const store = new ciam.UserStore("customers", { name: "customers", forceDestroy: true });
    const { type, inputs } = await program.registered(store);
    expect(type).to.equal("pulumi-nodejs:dynamic/ciam:UserStore");
    expect(ciam.UserStore.__pulumiType).to.equal(type);
    expect(inputs).to.include({ name: "customers", forceDestroy: true });
    expect(inputs.__provider).to.contain("require('pulumi-tencentcloud-ciam/provider').UserStore;");
    expect(inputs).not.to.have.any.keys("userCount", "domain", "createdDate", "userStoreId");
    expect(store.userStoreId).to.equal(store.id);
    expect(await valueOf(store.userStoreId)).to.equal("customers-id");
  });
});

describe("a UserGroup", () => {
  it("registers its type, and its id is the id of the group", async () => {
    const program = new Program();
    const store = new ciam.UserStore("customers", { name: "customers" });
    const group = new ciam.UserGroup("testers", { userStoreId: store.userStoreId, displayName: "Testers" });
    const { type, inputs } = await program.registered(group);
    expect(type).to.equal("pulumi-nodejs:dynamic/ciam:UserGroup");
    expect(ciam.UserGroup.__pulumiType).to.equal(type);
    expect(inputs).to.include({ userStoreId: "customers-id", displayName: "Testers" });
    expect(inputs.__provider).to.contain("require('pulumi-tencentcloud-ciam/provider').UserGroup;");
    expect(group.userGroupId).to.equal(group.id);
  });
});

describe("a Provider", () => {
  it("hands on what it is given under the names of the stack's config, keys as secrets, and nothing else", async () => {
    const program = new Program();
    const provider = new ciam.Provider("mainland", {
      endpoint: "ciam.tencentcloudapi.com",
      region: pulumi.output("ap-guangzhou"),
      profile: "cn",
      language: "zh-CN",
      rate: 10,
      secretId: "AKIDexample",
      secretKey: "CANARY",
    });
    const { type, inputs } = await program.registered(provider);
    expect(type).to.equal("pulumi:providers:pulumi-nodejs");
    const { "tencentcloud:secretId": id, "tencentcloud:secretKey": key, ...others } = inputs;
    expect(others).to.deep.equal({
      "ciam:endpoint": "ciam.tencentcloudapi.com",
      "ciam:region": "ap-guangzhou",
      "ciam:profile": "cn",
      "ciam:language": "zh-CN",
      "ciam:rate": "10",
    });
    expect([insideSecret(id), insideSecret(key)]).to.deep.equal(["AKIDexample", "CANARY"]);
  });

  it("is given to a resource by opts.provider", async () => {
    const program = new Program();
    const provider = new ciam.Provider("mainland");
    const store = new ciam.UserStore("customers", { name: "customers" }, { provider });
    const { request } = await program.registered(store);
    expect(request.getProvider()).to.match(/::mainland::mainland-id$/);
  });

  it("tells an argument that it does not have, with the one that was meant", () => {
    new Program();
    const args = { endpont: "embedded" } as ciam.ProviderArgs;
    expect(refusal(() => new ciam.Provider("lab", args))).to.equal(
      'Provider "lab": "endpont" is no argument (did you mean "endpoint"?); there are endpoint, region, profile, language, rate, secretId, secretKey, securityToken',
    );
  });

  it("takes a key only whole", () => {
    new Program();
    expect(refusal(() => new ciam.Provider("half", { secretId: "AKIDexample" }))).to.equal(
      'Provider "half": secretId and secretKey go together: give both, or neither',
    );
  });
});
