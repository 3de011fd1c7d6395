import { expect } from "chai";
import { Accounts } from "../support/service/accounts";
import type { Cloud } from "../support/service/cloud";
import { eachInCloud, type Here } from "../support/service/eachInCloud";
import { job, people, program, type Users } from "../support/pulumi/programs";

describe("a program that names a user", function () {
  this.timeout(300_000);
  let cloud: Cloud;
  let store: string;
  let begin: Here["begin"];
  let accounts: Accounts;

  eachInCloud((here) => {
    ({ cloud, store, begin } = here);
    accounts = new Accounts(cloud, store);
  });

  /** Ways to name one: in an output, in a resource, with a set, with a key that was misspelt. */
  const naming = {
    "as an output": `exports.bob = staff.userId("staff", "bob");`,
    "for another resource": `new ciam.UserGroup("of-bob", { userStoreId: "STORE", displayName: "Team", description: staff.userId("staff", "bob") });`,
    "with their set": `exports.all = staff.userIds("guests");`,
    "with a key that was misspelt": `exports.alice = staff.userId("staff", "alcie");`,
    "in an apply": `exports.twice = pulumi.output(0).apply(() => staff.userId("staff", "bob"));`,
  };
  const lines = (how: keyof typeof naming) => naming[how].replace("STORE", store);
  const staff = (users: Users, guests: Users = {}) =>
    job(store, users, { args: { userSets: { staff: users, ...(Object.keys(guests).length > 0 && { guests }) } } });

  it("who is in no set any more, fails in the preview, and nobody is touched", async () => {
    const project = await begin(
      program(
        staff(people("alice", "bob"), people("gina")),
        lines("as an output"),
        lines("for another resource"),
        lines("with their set"),
      ),
    );
    await project.up();
    const ids = await accounts.ids();
    const lost: Record<keyof typeof naming, RegExp> = {
      "as an output": /staff.*\bbob\b/,
      "for another resource": /staff.*\bbob\b/,
      "with their set": /guests/,
      "with a key that was misspelt": /staff.*alcie/,
      "in an apply": /staff.*\bbob\b/,
    };
    for (const how of Object.keys(naming) as (keyof typeof naming)[]) {
      project.program(program(staff(people("alice")), lines(how)));
      for (const command of [["preview"], ["up", "--yes", "--skip-preview"]]) {
        const { result, writes } = await cloud.callsDuring(() => project.fails(...command));
        expect(result.screen, `${how}: ${command.join(" ")}`).to.match(lost[how]);
        expect(result.screen).not.to.match(/^\s+at .*\.js:\d+|unhandled/im);
        expect(writes, `${how}: ${command.join(" ")}`).to.deep.equal([]);
      }
    }
    expect(await accounts.ids()).to.deep.equal(ids);
  });

  it("fails in the preview as well where the sets are an output, or a file", async () => {
    const sets = (users: Users) => `pulumi.output(${JSON.stringify({ staff: users })})`;
    const file = `{ staff: ciam.usersFromFile("staff.csv") }`;
    const form = (userSets: string) =>
      program(
        `const staff = new ciam.UserImportJob("staff", { userStoreId: "${store}", userSets: ${userSets} });`,
        lines("as an output"),
      );
    const csv = (users: Users) => [
      "userName,email",
      ...Object.keys(users).map((name) => `${name},${name}@example.com`),
    ];
    const project = await begin(form(sets(people("alice", "bob"))));
    await project.up();
    project.write("staff.csv", csv(people("alice")).join("\n"));
    for (const text of [form(sets(people("alice"))), form(file)]) {
      project.program(text);
      for (const command of [["preview"], ["up", "--yes", "--skip-preview"]]) {
        const { result, writes } = await cloud.callsDuring(() => project.fails(...command));
        expect(result.screen).to.match(/staff.*\bbob\b/);
        expect(writes, command.join(" ")).to.deep.equal([]);
      }
    }
    expect(await cloud.names(store)).to.deep.equal(["alice", "bob"]);
  });

  it("who is refused, is told by name, and the others are served", async () => {
    const mallory = { userName: "mallory", email: "mallory@example" };
    const args = { failurePolicy: "warn" };
    const project = await begin(
      program(
        job(store, { ...people("alice"), mallory }, { args }),
        `exports.alice = staff.userId("staff", "alice");`,
        `exports.mallory = staff.userId("staff", "mallory");`,
      ),
    );
    const { screen } = await project.upFails();
    expect(screen).to.match(/staff\/mallory/);
    expect(screen).not.to.match(/^\s+at .*\.js:\d+|unhandled/im);
    expect(await cloud.names(store)).to.deep.equal(["alice"]);

    // Whom the service takes has an id, and so have those who are in the store already.
    const mended = { userName: "mallory", phoneNumber: "13800008011" };
    project.program(
      program(
        job(store, { ...people("alice"), mallory: mended }, { args }),
        `exports.mallory = staff.userId("staff", "mallory"); exports.all = staff.userIds("staff");`,
      ),
    );
    expect((await project.preview()).screen).to.contain("mallory");
    await project.up();
    const { UserId } = await accounts.of("mallory");
    expect(await project.outputs())
      .to.deep.include({ mallory: UserId })
      .and.to.have.property("all");
  });
});
