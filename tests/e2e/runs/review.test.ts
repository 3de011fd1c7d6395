import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect } from "chai";
import { expectInert, hostileTexts } from "../../support/hostile";
import { ciam } from "../../unit/cli/inProcess";
import type { Cloud } from "../support/service/cloud";
import { eachInCloud } from "../support/service/eachInCloud";
import { job, people, program } from "../support/pulumi/programs";
import type { Project } from "../support/pulumi/project";

describe("what a reviewer reads of a change, on the real CLI", function () {
  this.timeout(180_000);
  let cloud: Cloud;
  let store: string;
  let project: Project;

  eachInCloud(async (here) => {
    ({ cloud, store } = here);
    project = await here.begin(program(job(store, people("alice"))));
  });

  const group = async (DisplayName: string): Promise<string> =>
    (await cloud.call("CreateUserGroup", { UserStoreId: store, DisplayName })).UserGroupId;

  const sets = (users: string, more: string): string =>
    program(
      `const groupOf = (n) => new ciam.UserGroup(n, { userStoreId: "${store}", displayName: n }).userGroupId;`,
      `new ciam.UserImportJob("staff", { userStoreId: "${store}", userSets: {`,
      `  file: ciam.usersFromFile("users.csv"), program: { ${users} } }, ${more} });`,
    );

  async function plan(): Promise<string[]> {
    const { stdout } = await project.succeeds("preview", "--json");
    const { code, stdout: told, stderr } = await ciam(["plan"], { stdin: stdout });
    expect({ code, stderr }).to.deep.equal({ code: 0, stderr: "" });
    return told.trimEnd().split("\n");
  }

  it("has groups by name and id, kinds of passwords, settings, and what only up will know", async () => {
    const [admins, others] = [await group("admins"), await group("others")];
    project.write("users.csv", "key,userName,userGroups,password\na,ann,admins,\nb,ben,,Passw0rd!1\n");
    project.program(
      sets(
        `cat: { userName: "cat", userGroups: ["admins"] }, dan: { userName: "dan", password: "Passw0rd!1" },
         eve: { userName: "eve" }, flo: { userName: "flo" }, gus: { userName: "gus", userGroups: ["admins"] }`,
        `groups: { admins: "${others}" }`,
      ),
    );
    expect(await plan()).to.deep.equal([
      "staff (shop/dev): +7; is new",
      "  + file/a (a***) imported",
      `      userGroups: +admins (${others})`,
      "  + file/b (b***) imported",
      "      secret fields: there are some, a password may be among them",
      "  + program/cat (c***) imported",
      `      userGroups: +admins (${others})`,
      "  + program/dan (d***) imported",
      "      password: plaintext",
      "  + program/eve (e***) imported",
      "  + program/flo (f***) imported",
      "  + program/gus (g***) imported",
      `      userGroups: +admins (${others})`,
    ]);
    await project.up();
    project.write(
      "users.csv",
      "key,userName,userGroups,password\na,ann,admins,\nb,ben,,Passw0rd!2\nc,cyd,admins,Passw0rd!1\n",
    );
    project.program(
      sets(
        `cat: { userName: "cat", userGroups: ["admins"] }, dan: { userName: "dan", password: "Passw0rd!2" },
         eve: { userName: "eve", userGroups: [groupOf("new"), "${others}"] },
         flo: pulumi.secret({ userName: "flo", userGroups: ["admins"] }),
         gus: { userName: "gus", userGroups: pulumi.secret(["admins"]) }`,
        `groups: { admins: "${admins}" }, passwordPolicy: "managed", takeOver: ["other/prod/staff"]`,
      ),
    );
    expect(await plan()).to.deep.equal([
      "staff (shop/dev): +1 ~5 (userGroups 4), 1 password changed, 2 secrets changed",
      "  * takeOver: +other/prod/staff",
      `  * groups.admins: ${others} → ${admins}`,
      "  * passwordPolicy: initial → managed",
      "  ~ file/a (a***) updated",
      `      userGroups: +admins (${admins}) −admins (${others})`,
      "  ~ program/cat (c***) updated",
      `      userGroups: +admins (${admins}) −admins (${others})`,
      "  ~ program/eve (e***) updated",
      `      userGroups: +${others} +(known by \`pulumi up\` only)`,
      "  ~ program/flo (f***) updated",
      "      secret fields: changed",
      "      secret as a whole, so nothing is told of it",
      "  ~ program/gus (g***) updated",
      "      userGroups: may change (secret)",
      "  ~ file/b (b***) with another secret",
      "      secret fields: changed",
      "      a changed password is set",
      "  ~ program/dan (d***) with another secret",
      "      password: changed",
      "      a changed password is set",
      "  + file/c (c***) imported",
      `      userGroups: +admins (${admins})`,
      "      secret fields: there are some, a password may be among them",
      "",
      "user group new (shop/dev): create",
    ]);
  });

  it("does nothing to the terminal or the pipeline it is printed in, whatever a mark or a file is called", async () => {
    const texts = hostileTexts.filter((text) => !/[\0\p{Surrogate}\p{Noncharacter_Code_Point}]/u.test(text));
    const users = texts.slice(0, 20).map((text, n) => ({
      UserName: `user${String(n)}`,
      IndexedAttribute5: `pulumi:shop/dev/${text}#1f2e3d4c`,
    }));
    const { Job } = await cloud.call("CreateApiImportUserJob", { UserStoreId: store, DataFlowUserCreateList: users });
    const jobs = await cloud.call("ListJobs", { UserStoreId: store, JobIds: [Job.Id] });
    expect(jobs.JobSet?.[0]?.Status).to.equal("COMPLETED");
    const printed = async (...args: string[]): Promise<string> => {
      const all = [...args, "--non-interactive", "--color", "never"];
      // Of a command that fails, too.
      const { stdout, stderr } = await promisify(execFile)("pulumi", all, {
        cwd: project.folder,
        env: project.env,
      }).catch((error: unknown) => error as { stdout: string; stderr: string });
      for (const output of [stdout, stderr]) expectInert(output, args.join(" "));
      return stdout + stderr;
    };
    project.program(program(job(store, people(...users.map(({ UserName }) => UserName)))));
    expect(await printed("preview")).to.contain("to create");
    expect(await printed("up", "--yes")).to.contain("belongs to shop/dev/");
    for (const text of texts.filter((one) => !one.includes("/")).filter((_, n) => n % 8 === 4)) {
      project.write(`${text}.csv`, "userName,email\nann,x\n");
      project.program(program(`ciam.usersFromFile(${JSON.stringify(`${text}.csv`)});`));
      expect(await printed("preview")).to.contain("is not an e-mail address");
    }
  });
});
