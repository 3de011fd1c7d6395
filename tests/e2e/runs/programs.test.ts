import { expect } from "chai";
import { Cloud } from "../support/service/cloud";
import { eachInCloud, type Here } from "../support/service/eachInCloud";
import { job, people, program } from "../support/pulumi/programs";

describe("a program", function () {
  this.timeout(120_000);
  let cloud: Cloud;
  let store: string;
  let begin: Here["begin"];

  eachInCloud((here) => {
    ({ cloud, store, begin } = here);
  });

  it("has two resources in one store, each with its own users", async () => {
    const project = await begin(program(job(store, people("alice")), job(store, people("bob"), { name: "guests" })));
    await project.up();
    expect(await cloud.names(store)).to.deep.equal(["alice", "bob"]);
    project.program(program(job(store, people("alice"))));
    await project.up();
    expect(await cloud.names(store)).to.deep.equal(["alice"]);
  });

  it("is written in TypeScript, checked by its compiler", async () => {
    const text = (email: string) => `
      import * as pulumi from "@pulumi/pulumi";
      import * as ciam from "pulumi-tencentcloud-ciam";

      const staff = new ciam.UserImportJob("staff", {
        userStoreId: "${store}",
        conflictPolicy: "fail",
        userSets: {
          staff: ciam.usersFromFile("staff.yaml"),
          testers: { alice: { email: ${email}, nickname: pulumi.output("Alice"), birthdate: "1990-01-31" } },
        },
      });
      export const aliceId: pulumi.Output<string> = staff.userId("testers", "alice");
      export const created: pulumi.Output<number> = staff.summary.created;
    `;
    const project = await begin(text('"alice@example.com"'), { file: "index.ts", runs: "by itself" });
    project.write("staff.yaml", "bob:\n  userName: bob\n  nickname: Bob\n");
    project.write(
      "tsconfig.json",
      JSON.stringify({ compilerOptions: { strict: true, target: "es2022", module: "nodenext", skipLibCheck: true } }),
    );
    await project.up();
    const { created, aliceId } = await project.outputs();
    expect(created).to.equal(2);
    expect(aliceId).to.match(/^[0-9a-f]{32}$/);
    project.write("index.ts", text("42"));
    expect((await project.upFails()).screen).to.contain("Type 'number' is not assignable");
  });

  it("is an ECMAScript module", async () => {
    const text = `
      import * as ciam from "pulumi-tencentcloud-ciam";
      export const staff = new ciam.UserImportJob("staff", {
        userStoreId: "${store}",
        userSets: { staff: { alice: { userName: "alice" } } },
      }).summary;
    `;
    const project = await begin(text, { file: "index.mjs", runs: "by itself" });
    project.write("package.json", JSON.stringify({ name: "shop", type: "module", main: "index.mjs" }));
    await project.up();
    expect(await cloud.names(store)).to.deep.equal(["alice"]);
    await project.destroy();
    expect(await cloud.names(store)).to.deep.equal([]);
  });

  it("needs neither account nor server with ciam:endpoint embedded, and each stack has its own store", async () => {
    const text = program(
      `const store = new ciam.UserStore("customers", { name: "customers" });`,
      `const staff = new ciam.UserImportJob("staff", { userStoreId: store.userStoreId, userSets: { staff: {`,
      `  alice: { userName: "alice" } } } });`,
      `exports.id = staff.userId("staff", "alice"); exports.storeId = store.userStoreId;`,
    );
    const project = await begin(text, { cloud: undefined });
    const { screen } = await project.up();
    expect(screen).to.contain("not in the cloud");
    const first = await project.outputs();
    await project.succeeds("stack", "init", "test");
    project.write("Pulumi.test.yaml", `config:\n  ciam:endpoint: embedded\n`);
    await project.up();
    const second = await project.outputs();
    expect(second.storeId).not.to.equal(first.storeId);
    await project.succeeds("stack", "select", "dev");
    await project.refresh("--expect-no-changes");
    await project.destroy();
    await project.succeeds("stack", "select", "test");
    await project.refresh("--expect-no-changes");
  });

  it("has a second account by a provider of its own", async () => {
    const other = await Cloud.open();
    const otherStore = await other.store();
    const text = program(
      `const eu = new ciam.Provider("eu", { endpoint: "${other.endpoint}" });`,
      job(store, people("alice")),
      job(otherStore, people("bob"), { name: "guests", opts: "{ provider: eu }" }),
    );
    const project = await begin(text);
    await project.up();
    expect(await cloud.names(store)).to.deep.equal(["alice"]);
    expect(await other.names(otherStore)).to.deep.equal(["bob"]);
    await project.destroy();
    expect(await other.names(otherStore)).to.deep.equal([]);
    await other.close();
  });

  it("that lost its dependency is told so by refresh", async () => {
    const project = await begin(program(job(store, people("alice"))), { runs: "by itself" });
    await project.up();
    project.remove("node_modules/pulumi-tencentcloud-ciam");
    const { screen } = await project.fails("refresh", "--yes", "--skip-preview");
    expect(screen).to.contain("add pulumi-tencentcloud-ciam to the dependencies of the program in ");
  });
});
