import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import * as ciam from "../../../../sdk";
import { refusal, valueOf } from "../sets/loadedUsers";
import { insideSecret, Program } from "../program";

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

describe("a resource option that cannot work", () => {
  /** In the forms that JavaScript may pass. */
  const make = (args: unknown, opts: pulumi.CustomResourceOptions): (() => pulumi.Resource)[] => [
    () => new ciam.UserStore("it", args as ciam.UserStoreArgs, opts),
    () => new ciam.UserGroup("it", args as ciam.UserGroupArgs, opts),
    () => new ciam.UserImportJob("it", args as ciam.UserImportJobArgs, opts),
  ];
  const told = (args: unknown, opts: pulumi.CustomResourceOptions) => make(args, opts).map((each) => refusal(each));

  beforeEach(() => new Program());

  it("is refused with what to do instead", () => {
    expect(told({}, { import: "0123456789abcdef0123456789abcdef" })).to.deep.equal([
      'UserStore "it": the option import cannot work, because Pulumi reads the resource before this package is known to it. Declare the store by its name with adoptExisting: true instead: it is taken over with its users, and never deleted',
      'UserGroup "it": the option import cannot work, because Pulumi reads the resource before this package is known to it. Declare the group by its displayName with adoptExisting: true instead: it is taken over, and never deleted',
      'UserImportJob "it": the option import cannot work, because Pulumi reads the resource before this package is known to it. Declare the users instead: with conflictPolicy: "adopt" those who exist already are taken into care, with takeOver those of another UserImportJob; `ciam export` writes the users of a store into a file that declares them',
    ]);
    for (const said of told({}, { id: "0123456789abcdef0123456789abcdef" }))
      expect(said).to.match(/"it": the option id, .* cannot work\. .*(getUserStores|getUserGroups|findUser)\(/);
  });

  it("is a .get() that is not there, too, and the inputs when there are none", () => {
    for (const type of [ciam.UserStore, ciam.UserGroup, ciam.UserImportJob])
      expect(refusal(() => type.get())).to.match(
        /^User\w+\.get cannot work: .*(getUserStores|getUserGroups|findUser)\(/,
      );
    for (const said of told(undefined, {})) expect(said).to.match(/"it": needs its inputs, an object with /);
  });

  it("is warned of where it only has no effect", () => {
    const warned: string[] = [];
    const { warn } = pulumi.log;
    pulumi.log.warn = (message) => (warned.push(message), Promise.resolve());
    try {
      const opts = { customTimeouts: { create: "1h" }, version: "1.0.0", ignoreChanges: ["nmae", "description", "*"] };
      new ciam.UserStore("it", { name: "it" }, opts);
      new ciam.UserImportJob(
        "it",
        { userStoreId: "x", userSets: {} },
        { customTimeouts: {}, ignoreChanges: ["userSets.*.a"] },
      );
    } finally {
      pulumi.log.warn = warn;
    }
    expect(warned).to.deep.equal([
      'UserStore "it": customTimeouts has no effect. A store is made by one call; an attempt may take a minute',
      'UserStore "it": version has no effect: what is installed as an npm package is what runs',
      'UserStore "it": ignoreChanges "nmae" has no effect: there is no such input (did you mean "name"?)',
      'UserImportJob "it": customTimeouts has no effect. Use the input timeouts, as in {job: "30m", total: "2h"}',
    ]);
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
