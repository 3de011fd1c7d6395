import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { Cloud } from "./support/cloud";
import { program } from "./support/programs";
import { Project } from "./support/project";

// Nothing that begins with this may ever be seen. The texts are made up.
const canary = (name: string) => `canary-${name}-5d2c`;
const idCard = "110101199003071234";

describe("what is secret", function () {
  this.timeout(120_000);

  it("is in no screen, no file of the state, no log and no error, whatever the program forgot", async () => {
    const cloud = await Cloud.open();
    const store = await cloud.store();
    const text = (password: string) =>
      program(
        `const staff = new ciam.UserImportJob("staff", { userStoreId: "${store}", passwordPolicy: "managed", userSets: {`,
        `  literal: { alice: { userName: "alice", password: "${password}", residentIdentityCard: "${idCard}" } },`,
        `  loaded: ciam.usersFromFile("staff.csv"),`,
        `  hashed: { dora: { userName: "dora", passwordEncryptType: "BCRYPT", password: "$2b$10$" + "canaryhash5d2c".padEnd(53, "x"),`,
        `    salt: { saltValue: "${canary("salt")}", saltLocation: { saltLocationType: "HEAD" } } } } } });`,
        `exports.staff = staff; exports.summary = staff.summary;`,
      );
    const project = await Project.create(text(canary("first")), {
      cloud,
      config: { "ciam:showValues": "false" },
      env: { TENCENTCLOUD_SECURITY_TOKEN: canary("token") },
    });
    project.write(
      "staff.csv",
      `key,userName,password\nbob,bob,${canary("file")}\nmallory,mallory,${canary("refused")}\n`,
    );
    await cloud.configure({ token: canary("token") });
    const screens: string[] = [];
    const see = async (...args: string[]) => screens.push((await project.run(...args)).screen);

    await see("preview", "--diff");
    await see("preview", "--json");
    await cloud.faults([{ action: "CreateApiImportUserJob", nth: 1, when: "after", effect: "garbage" }]);
    await see("up", "--yes", "--diff");
    await cloud.noFaults();
    await see("up", "--yes", "--json");
    expect(await cloud.admin("GET", "/stats")).to.include({ users: 4 });
    project.program(text(canary("second")));
    await see("preview", "--json");
    await see("up", "--yes", "--diff");
    await cloud.faults([{ action: "*", when: "before", effect: "http", status: 500 }]);
    await see("refresh", "--yes", "--diff");
    await cloud.noFaults();
    await see("refresh", "--yes", "--diff");
    await see("stack", "output", "--json");
    await see("stack", "export");
    await see("stack", "history");
    // The wrong token comes back in an error of the service.
    await cloud.configure({ token: "another" });
    await see("refresh", "--yes");
    await cloud.configure({ token: canary("token") });
    await see("destroy", "--yes");

    const written = [...texts(join(project.folder, "..", "state")), ...texts(project.home)];
    expect(written).to.have.length.greaterThan(10);
    for (const seen of [...screens, ...written]) {
      for (const secret of ["canary", idCard, cloud.secretKey]) expect(around(seen, secret)).to.equal(undefined);
    }
    project.dispose();
    await cloud.close();
  });
});

/** Where a secret stands, so that a failing test says how it got there without printing a whole state. */
function around(seen: string, secret: string): string | undefined {
  const at = seen.indexOf(secret);
  return at < 0 ? undefined : seen.slice(Math.max(0, at - 300), at + 100);
}

function texts(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => readFileSync(path, "utf8"));
}
