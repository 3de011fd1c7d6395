import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { ciam } from "../../unit/cli/inProcess";
import { ROOT } from "../support/pulumi/cli";
import { job, people, program } from "../support/pulumi/programs";
import { Project } from "../support/pulumi/project";

const pack = join(ROOT, "examples/policy-pack");
const store = "0123456789abcdef0123456789abcdef";

/** What each policy says, by its name. */
function violations(screen: string): Record<string, string[]> {
  const said: Record<string, string[]> = {};
  // Under a violation's title stands the policy's description, then what was reported.
  for (const [, policy = "", text = ""] of screen.matchAll(/\[mandatory\] {2}(\S+).*\n.*\n((?: {10}.*\n)+)/g)) {
    (said[policy] ??= []).push(...text.trim().split(/\n\s*/));
  }
  return said;
}

describe("the policy pack of the examples", function () {
  this.timeout(60_000);

  it("names in the preview everybody who breaks a rule, and no secret", async () => {
    const users = {
      alice: { userName: "alice", email: "alice@company.com", password: "CANARY-1-pw" },
      bob: { userName: "bob", password: "5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8", passwordEncryptType: "SHA1" },
      carol: { email: "carol@example.net", residentIdentityCard: "110101199003077010" },
    };
    const fakes = `userSets: { fakes: ciam.fakeUsers({ count: 2, fields: () => ({ password: "CANARY-2-pw" }) }) }`;
    const project = await Project.create(
      program(
        job(store, users, { args: { deletionLimit: { count: 400 }, acceptDeletions: 1000 } }),
        `new ciam.UserImportJob("fakes", { userStoreId: "${store}", ${fakes} });`,
      ),
      { config: { "ciam:environment": "test" }, runs: "here" },
    );
    // A program may have settings of its compiler, which are not the pack's.
    project.write("tsconfig.json", '{ "compilerOptions": { "module": "nodenext", "strict": true } }');
    project.write(
      "policies.json",
      JSON.stringify({ "email-domains": { stacks: { dev: ["example.com"] } }, "most-users": { perSet: 2 } }),
    );
    const { screen } = await project.fails("preview", "--policy-pack", pack, "--policy-pack-config", "policies.json");
    const document = await project.fails("preview", "--json", "--policy-pack", pack);
    project.dispose();
    const comment = await ciam(["comment"], { stdin: document.stdout });
    expect(comment.stdout).to.contain(", 1 failed\n").and.to.contain("a policy pack may have refused it");
    expect(screen).not.to.contain("CANARY");
    expect(violations(screen)).to.deep.equal({
      "no-plaintext-passwords": [
        "fakes/fake-0001 has a plaintext password",
        "fakes/fake-0002 has a plaintext password",
        "staff/alice has a plaintext password",
      ],
      "allowed-hashes": ["staff/bob has a SHA1 hash: BCRYPT only"],
      "email-domains": [
        "staff/alice has an address in company.com: dev may have example.com",
        "staff/carol has an address in example.net: dev may have example.com",
      ],
      "reserved-addresses": [
        "staff/alice has an address that can be somebody's (company.com), and dev is not production",
      ],
      "no-national-ids": ["staff/carol has the number of an identity card"],
      "most-users": ["staff has 3 users: 2 is the most"],
      "deletions-need-a-flag": [
        "deletionLimit.count is 400: 50 is the most that may go without acceptDeletions",
        "acceptDeletions is 1000: more than 500 at once is not for a pull request",
      ],
    });
  });

  it("lets through what breaks none, with the configuration beside it", async () => {
    const hash = "$2b$12$EixZaYVK1fsbw1ZfbX3OXePaWxn96p36WQoeG6Lruj3vjPGga31lW";
    const users = { ...people("alice"), bob: { userName: "bob", password: hash, passwordEncryptType: "BCRYPT" } };
    const project = await Project.create(program(job(store, users, { args: { acceptDeletions: 3 } })), {
      runs: "here",
    });
    const config = join(pack, "policy-config.json");
    const { screen } = await project.succeeds("preview", "--policy-pack", pack, "--policy-pack-config", config);
    project.dispose();
    expect(screen).to.contain("✅ ciam-users@v0.0.1");
    expect(JSON.parse(readFileSync(config, "utf8"))).to.have.keys("email-domains", "most-users");
  });

  it("refuses in production a job that would take its users along, unless it is protected or leaves them", async () => {
    const project = await Project.create(
      program(
        job(store, people("alice"), { name: "bare" }),
        job(store, people("bob"), { name: "loose", opts: "{ protect: false, retainOnDelete: true }" }),
        job(store, people("carol"), { name: "frozen", args: { removalPolicy: "freeze" } }),
        job(store, people("dave"), { name: "safe", opts: "{ protect: true }" }),
        job(store, people("erin"), { name: "kept", args: { removalPolicy: "retain" } }),
      ),
    );
    const only = {
      all: "disabled",
      "jobs-are-protected": { enforcementLevel: "mandatory", productionStacks: ["dev"] },
    };
    project.write("production.json", JSON.stringify(only));
    project.write("elsewhere.json", JSON.stringify({ all: "disabled", "jobs-are-protected": "mandatory" }));
    const refused = await project.fails("preview", "--policy-pack", pack, "--policy-pack-config", "production.json");
    await project.succeeds("preview", "--policy-pack", pack, "--policy-pack-config", "elsewhere.json");
    project.dispose();
    const named =
      refused.screen.match(/jobs-are-protected {2}\(pulumi-nodejs:dynamic\/ciam:UserImportJob: (\w+)\)/g) ?? [];
    expect(named.map((line) => /(\w+)\)$/.exec(line)?.[1])).to.have.members(["bare", "loose", "frozen"]);
    expect(violations(refused.screen)).to.deep.equal({
      "jobs-are-protected": Array<string>(3).fill(
        'whoever takes it out of the program deletes all its users: give it { protect: true }, or removalPolicy: "retain"',
      ),
    });
  });

  it("asks for what Pulumi then holds: a protected job that leaves the program is refused in the preview", async () => {
    const declared = (opts: string): string =>
      program(
        'const store = new ciam.UserStore("customers", { name: "customers" });',
        `new ciam.UserImportJob("staff", { userStoreId: store.userStoreId, userSets: { staff: ${JSON.stringify(people("alice"))} } }, ${opts});`,
      );
    const gone = program('new ciam.UserStore("customers", { name: "customers" });');
    const project = await Project.create(declared("{ protect: true }"), { runs: "here" });
    await project.up();
    project.program(gone);
    const { screen } = await project.fails("preview");
    const up = await project.upFails();
    project.program(declared("{}"));
    await project.up();
    project.program(gone);
    const unheld = await project.succeeds("preview");
    project.dispose();
    for (const refused of [screen, up.screen])
      expect(refused)
        .to.contain("::staff")
        .and.to.match(/protect/);
    expect(unheld.screen).to.contain("- 1 to delete");
  });
});
