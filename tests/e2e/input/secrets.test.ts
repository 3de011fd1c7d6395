import { join } from "node:path";
import { expect } from "chai";
import { canaries, canaryUsers, Lookout, secretFields } from "../../support/canaries";
import { Cloud } from "../support/service/cloud";
import { program } from "../support/pulumi/programs";
import { Project } from "../support/pulumi/project";
import { textsIn } from "../support/texts";

const lookout = new Lookout();
const { secretId, secretKey, securityToken } = canaries;

/** Users with all that users can hold, as literals and from files, and one whom the service refuses. */
function shop(store: string, password: string): string {
  const literals = JSON.stringify({ ...canaryUsers, plain: { ...canaryUsers.plain, password } });
  const options = JSON.stringify({
    userStoreId: store,
    passwordPolicy: "managed",
    failurePolicy: "warn",
    secretFields,
    // The one who is refused comes with the second job: who never arrives after a lost reply is waited for a minute.
    batch: { users: 4 },
  });
  return program(
    `const staff = new ciam.UserImportJob("staff", { ...${options}, userSets: {`,
    `  literal: ${literals},`,
    `  rows: ciam.usersFromFile("staff.csv"),`,
    `  lines: ciam.usersFromFile("staff.ndjson"),`,
    `  pages: ciam.usersFromFile("staff.yaml", { defaults: { password: "${canaries.defaultPassword}" } }),`,
    `} });`,
    `exports.staff = staff; exports.summary = staff.summary; exports.failed = staff.failedUsers;`,
  );
}

const FILES = {
  "staff.csv": `key,userName,password,residentIdentityCard\nbob,bob,${canaries.filePassword},${canaries.fileCard}\n`,
  "staff.ndjson": `{"key":"joe","userName":"joe","password":"${canaries.jsonPassword}"}\n`,
  "staff.yaml": `yan:\n  userName: yan\n  password: ${canaries.yamlPassword}\nyeo:\n  userName: yeo\n`,
};

describe("what is secret", function () {
  this.timeout(600_000);

  it("is in no screen, no file of the state, no log and no error, whatever the program forgot", async () => {
    const cloud = await Cloud.open({}, { secretId, secretKey });
    const store = await cloud.store();
    const project = await Project.create(shop(store, canaries.password), {
      cloud,
      key: "of a passphrase",
      config: { "ciam:showValues": "false" },
      // The second lets the CLI write its events into a file, as the Automation API has it do.
      env: { TENCENTCLOUD_SECURITY_TOKEN: securityToken, PULUMI_DEBUG_COMMANDS: "true" },
    });
    for (const [name, content] of Object.entries(FILES)) project.write(name, content);
    await project.succeeds("config", "set", "--secret", "tencentcloud:secretKey", secretKey);
    await cloud.configure({ token: securityToken });
    const screens: string[] = [];
    const see = async (...args: string[]) => screens.push((await project.run(...args)).screen);
    const events = (name: string) => ["--event-log", join(project.folder, "..", "state", name)];

    await see("preview", "--diff");
    await see("preview", "--json", ...events("preview.log"));
    await cloud.faults([{ action: "CreateApiImportUserJob", nth: 1, when: "after", effect: "garbage" }]);
    await see("up", "--yes", "--diff", ...events("first.log"));
    await cloud.noFaults();
    await see("up", "--yes", "--json");
    // One of them is refused.
    expect(await cloud.admin("GET", "/stats")).to.include({ users: 9 });
    project.program(shop(store, canaries.newPassword));
    await see("preview", "--json");
    await see("up", "--yes", "--diff", ...events("second.log"), "--logtostderr", "--logflow", "--verbose=9");
    await cloud.faults([{ action: "*", when: "before", effect: "http", status: 500 }]);
    await see("refresh", "--yes", "--diff");
    await cloud.noFaults();
    await see("refresh", "--yes", "--diff", ...events("refresh.log"));
    await see("stack", "output", "--json");
    await see("stack", "export");
    await see("stack", "history");
    // The wrong token comes back in an error of the service.
    await cloud.configure({ token: "another" });
    await see("refresh", "--yes");
    await cloud.configure({ token: securityToken });
    await see("destroy", "--yes");

    const written = [...textsIn(join(project.folder, "..", "state")), ...textsIn(project.home)];
    expect(written).to.have.length.greaterThan(10);
    for (const name of ["preview.log", "first.log", "second.log", "refresh.log"])
      expect(
        written.some((text) => text.includes("resourcePreEvent")),
        name,
      ).to.equal(true);
    for (const seen of [...screens, ...written]) expect(lookout.sightings(withoutDumps(seen))).to.deep.equal([]);
    project.dispose();
    await cloud.close();
  });

  it("stays unseen when a field becomes secret whose values lie in the state in clear", async () => {
    const cloud = await Cloud.open();
    const store = await cloud.store();
    const text = (args: string, opts = "{}") =>
      program(
        `new ciam.UserImportJob("staff", { userStoreId: "${store}", userSets: { staff: ciam.usersFromFile("staff.csv") } ${args} }, ${opts});`,
      );
    const named = `, secretFields: ["phoneNumber"]`;
    const project = await Project.create(text(""), { cloud, runs: "here" });
    project.write("staff.csv", "userName,phoneNumber,nickname\nalice,13800008001,Al\nbob,13800008002,Bo\n");
    await project.up();
    project.program(text(named));
    for (const verb of ["preview", "up"]) {
      const { screen } = await project.fails(verb, "--diff", ...(verb === "up" ? ["--yes"] : []));
      expect(screen).to.contain("phoneNumber becomes secret, and the state has its values in clear");
      expect(screen).not.to.match(/1380000800\d/);
    }
    project.program(text(named, `{ hideDiffs: ["userSets"] }`));
    const { screen } = await project.succeeds("up", "--diff", "--yes");
    expect(screen).to.contain("userSets (hidden)");
    expect(screen).not.to.match(/1380000800\d/);
    expect(JSON.stringify(await project.state())).not.to.match(/1380000800\d/);
    expect((await project.resource("staff")).inputs).not.to.have.property("__usersHidden");
    project.program(text(named));
    expect((await project.preview()).screen).to.contain("2 unchanged");
    project.write("staff.csv", "userName,phoneNumber,nickname\nalice,13800008003,Ally\nbob,13800008002,Bo\n");
    const changed = await project.preview();
    expect(changed.screen).to.contain('nickname: "Al" => "Ally"').and.to.contain("[secret] => [secret]");
    expect(changed.screen).not.to.match(/1380000800\d/);
    project.dispose();
    await cloud.close();
  });
});

/**
 * What Pulumi itself writes down for whoever hunts its bugs, secrets in clear, whosever they are: so verbose, the engine
 * logs each property of each of its calls, and its SDK puts what the engine answered into debug messages.
 */
function withoutDumps(seen: string): string {
  return seen
    .replace(/^.*"msg":"(?:M|Unm)arshaling property for RPC.*$/gm, "")
    .replace(/^.*RegisterResource RPC (?:prepared|finished): .*$/gm, "");
}
