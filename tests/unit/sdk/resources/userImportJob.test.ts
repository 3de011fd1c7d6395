import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import * as ciam from "../../../../sdk";
import { Folder } from "../../files/files";
import { refusal, valueOf } from "../sets/loadedUsers";
import { insideSecret, Program } from "../program";
import { aRecord } from "../aRecord";

const userStoreId = "0123456789abcdef0123456789abcdef";
const alice = { userName: "alice", email: "alice@example.com" };

describe("new UserImportJob", () => {
  const folder = new Folder();
  after(() => folder.remove());
  let program: Program;
  beforeEach(() => (program = new Program()));

  const registered = (userSets: NonNullable<ciam.UserImportJobArgs["userSets"]>, more: object = {}, opts = {}) =>
    program.registered(new ciam.UserImportJob("staff", { userStoreId, userSets, ...more }, opts));

  it("registers the type that state files have, with the text that finds its provider", async () => {
    const { type, inputs } = await registered({ staff: { alice } });
    expect(type).to.equal("pulumi-nodejs:dynamic/ciam:UserImportJob");
    expect(ciam.UserImportJob.__pulumiType).to.equal(type);
    expect(inputs.__provider).to.equal(
      "exports.handler = () => { try { return require('pulumi-tencentcloud-ciam/provider').UserImportJob; } catch (e) { " +
        "if (e.code === 'MODULE_NOT_FOUND' && /pulumi-tencentcloud-ciam/.test(e.message)) throw new Error('add " +
        "pulumi-tencentcloud-ciam to the dependencies of the program in ' + process.cwd() + ' and install them'); throw e; } };",
    );
  });

  it("sends who the owner is and which row of the screen it has", async () => {
    const { inputs } = await registered({ staff: { alice } });
    const urn = "urn:pulumi:dev::shop::pulumi-nodejs:dynamic/ciam:UserImportJob::staff";
    expect(inputs.__urn).to.equal(urn);
    expect(inputs.owner).to.equal("shop/dev/staff");
    expect(inputs).not.to.have.any.keys("status", "summary", "jobs", "failedUsers", "record");
  });

  it("has the same readable name under another parent: what tells owners apart is drawn by the first create", async () => {
    const parents = ["shop:Team", "shop:Crew"].map((type) => new pulumi.ComponentResource(type, "a"));
    const owners: unknown[] = [];
    for (const [i, parent] of parents.entries()) {
      const userSets = { staff: { alice: { userName: `alice${i}` } } };
      const job = new ciam.UserImportJob("staff", { userStoreId, userSets }, { parent });
      await valueOf(job.urn);
      owners.push(program.registrations.at(-1)?.inputs.owner);
    }
    expect(owners).to.deep.equal(["shop/dev/staff", "shop/dev/staff"]);
  });

  describe("sets options for the program", () => {
    it("leaves it to the engine to create before it deletes, hides what machines read, and keeps the record secret", async () => {
      const { request } = await registered(
        { staff: { alice } },
        {},
        {
          hideDiffs: ["summary"],
          additionalSecretOutputs: ["status"],
        },
      );
      expect(request.getDeletebeforereplacedefined()).to.equal(false);
      expect(request.getHidediffsList()).to.deep.equal(["summary", "record", "fileRecord", "printKey", "jobs"]);
      expect(request.getAdditionalsecretoutputsList()).to.deep.equal(["status", "record"]);
    });

    it("refuses what would replace a job where an update keeps every account", async () => {
      const refused = (opts: pulumi.CustomResourceOptions) =>
        refusal(() => new ciam.UserImportJob("staff", { userStoreId, userSets: {} }, opts));
      expect(refused({ deleteBeforeReplace: true })).to.match(
        /^UserImportJob "staff": deleteBeforeReplace: true would/,
      );
      for (const path of ["userSets", "*", "#initerror", "userSets.staff"]) {
        expect(refused({ replaceOnChanges: [path] })).to.contain(`replaceOnChanges: ["${path}"]`);
      }
      await registered({ staff: { alice } }, {}, { deleteBeforeReplace: false, replaceOnChanges: ["userStoreId"] });
    });
  });

  describe("sends users", () => {
    it("from the program field by field, with secret fields made secret although the program forgot", async () => {
      const salt = { saltValue: "s", saltLocation: { saltLocationType: "HEAD" as const } };
      const { inputs } = await registered({
        staff: { alice: { ...alice, password: "CANARY", salt, residentIdentityCard: "CANARY", nickname: undefined } },
      });
      const user = member(inputs, "userSets", "staff", "alice");
      expect(user).to.include(alice);
      expect(user).not.to.have.property("nickname");
      expect(insideSecret(user.password)).to.equal("CANARY");
      expect(insideSecret(user.residentIdentityCard)).to.equal("CANARY");
      expect(insideSecret(user.salt)).to.deep.equal(salt);
    });

    it("with the fields secret that secretFields names, each by itself", async () => {
      const { inputs } = await registered({ staff: { alice } }, { secretFields: ["email"] });
      const user = member(inputs, "userSets", "staff", "alice");
      expect(insideSecret(user.email)).to.equal(alice.email);
      expect(user.userName).to.equal("alice");
    });

    it("with outputs for fields, a secret one marked once", async () => {
      const { inputs } = await registered({
        staff: { alice: { userName: pulumi.output("alice"), password: pulumi.secret("CANARY") } },
      });
      const user = member(inputs, "userSets", "staff", "alice");
      expect(user.userName).to.equal("alice");
      expect(insideSecret(user.password)).to.equal("CANARY");
    });

    it("from a file as one text each, or as two of which the second is secret", async () => {
      const file = folder.write(
        "staff.csv",
        "key,userName,email,password\na,alice,alice@example.com,CANARY\nb,bob,,\n",
      );
      const { inputs } = await registered({ staff: ciam.usersFromFile(file) });
      const users = member(inputs, "userSets", "staff");
      expect(users.b).to.equal('{"userName":"bob"}');
      const loaded = member(users, "a");
      expect(loaded.user).to.equal('{"email":"alice@example.com","userName":"alice"}');
      expect(insideSecret(loaded.secret)).to.equal('{"password":"CANARY"}');
    });
  });

  describe("tells the provider whose passwords are plain", () => {
    const HASH = "{SSHA}c2FsdHNhbHRzYWx0c2FsdHNhbHRzYWx0";
    const file = (name: string, ...users: string[]): string =>
      folder.write(
        name,
        ["userName,password", ...users.map((user) => `${user},${user === "ida" ? "" : HASH}`)].join("\n"),
      );
    const plain = (...users: string[]) =>
      ciam.usersFromFile(file(`${users.join()}.csv`, ...users), { passwordsArePlain: true });
    const told = async (
      userSets: NonNullable<ciam.UserImportJobArgs["userSets"]>,
      more: object = {},
    ): Promise<unknown> => {
      program = new Program();
      return (await registered(userSets, more)).inputs.passwordsArePlain;
    };

    it("not at all where no loader and no input says so, and users travel as before", async () => {
      const good = ciam.usersFromFile(folder.write("good.csv", "userName,password\nann,Correct-horse-1\n"));
      const { inputs } = await registered({ staff: good, more: { bob: { userName: "bob", password: HASH } } });
      expect(inputs).not.to.have.property("passwordsArePlain");
      expect(refusal(() => ciam.usersFromFile(file("bad.csv", "ann")))).to.contain("say passwordsArePlain: true");
    });

    it("by the names of the sets whose loader was told so", async () => {
      const good = ciam.usersFromFile(folder.write("good.csv", "userName,password\nann,Correct-horse-1\n"));
      expect(await told({ good, staff: plain("ben", "cal", "ida") })).to.deep.equal(["staff"]);
      expect(await told({ staff: plain("ben") }, { passwordsArePlain: ["good"] })).to.deep.equal(["good", "staff"]);
      expect(await told({ staff: plain("ben") }, { passwordsArePlain: true })).to.equal(true);
      expect(await told({ staff: plain("ben") }, { passwordsArePlain: pulumi.output(false) })).to.deep.equal(["staff"]);
    });

    it("by the users themselves where others are with them whom nobody vouched for", async () => {
      const dan = { userName: "dan", password: "Correct-horse-1" };
      expect(await told({ staff: ciam.mergeUsers<ciam.UserSet[]>(plain("ben", "cal"), { dan }) })).to.deep.equal([
        "staff/ben",
        "staff/cal",
      ]);
      expect(
        await told({ staff: ciam.mergeUsers<ciam.UserSet[]>(plain("ben"), { eva: { userName: "eva" } }) }),
      ).to.deep.equal(["staff"]);
      expect(await told({ staff: { ...plain("ben"), later: pulumi.output(dan) } })).to.deep.equal(["staff/ben"]);
    });

    it("also of users whom an overlay changed, unless it has another password for them", async () => {
      const overlaid = ciam.overlayUsers(plain("ben", "cal"), {
        ben: { nickname: "Ben" },
        cal: { nickname: pulumi.output("Cal") },
      });
      expect(await told({ staff: overlaid })).to.deep.equal(["staff"]);
      const other = ciam.overlayUsers(plain("ben", "cal"), { ben: { password: HASH } });
      expect(await told({ staff: other })).to.deep.equal(["staff/cal"]);
      const fromPlain = ciam.overlayUsers({ ben: { userName: "ben", nickname: "Ben" } }, plain("ben"));
      expect(await told({ staff: fromPlain })).to.deep.equal(["staff"]);
    });
  });

  it("is never reached by a file with a bad row: nothing is asked of the engine", () => {
    const file = folder.write("bad.csv", "userName,email\nalice,nonsense\n");
    const message = refusal(
      () => new ciam.UserImportJob("staff", { userStoreId, userSets: { s: ciam.usersFromFile(file) } }),
    );
    expect(message).to.contain(`${file}:2:2: email: is not an e-mail address`);
    expect(program.registrations).to.deep.equal([]);
  });

  describe("refuses ignoreChanges", () => {
    const refused = (path: string): string | undefined => {
      const loaded = ciam.usersFromFile(folder.write("ignored.csv", "key,userName\na.b,alice\n"));
      const userSets = { files: loaded, literal: { bob: { userName: "bob" } } };
      try {
        new ciam.UserImportJob("staff", { userStoreId, userSets }, { ignoreChanges: [path] });
        return undefined;
      } catch (error) {
        return (error as Error).message;
      }
    };

    it("below a user from a file, however the path is written, with a pointer to ignoreFields", () => {
      for (const path of [
        'userSets.files["a.b"].nickname',
        'userSets["files"]["a.b"].nickname',
        'userSets["files"]["a.b"]["nickname"]',
        "userSets.files[*].nickname",
        'userSets["*"]["*"].nickname',
      ]) {
        expect(refused(path), path).to.contain("ignoreFields");
      }
    });

    it("and takes it for a user as a whole, for literal users and for anything else", () => {
      for (const path of [
        'userSets.files["a.b"]',
        "userSets.files",
        "userSets",
        "userSets.literal.bob.nickname",
        'userSets.files["other"].nickname',
        "groups.staff",
      ]) {
        expect(refused(path), path).to.equal(undefined);
      }
    });
  });

  it("refuses what the wire would change before anybody could check it", () => {
    const userSets = JSON.parse('{"a": {"__proto__": {"userName": "x"}, "b": {"userName": "\\ud800"}}}') as Record<
      string,
      Record<string, ciam.UserArgs>
    >;
    const lone = { c: { userName: "c", customAttributes: [{ name: "x", value: "\udc00" }] } };
    expect(
      refusal(() => new ciam.UserImportJob("staff", { userStoreId, userSets: { ...userSets, lone } })).split("\n"),
    ).to.deep.equal([
      'UserImportJob "staff": 3 findings, nothing was sent to CIAM',
      '  userSets["a"].__proto__: is a name that JavaScript keeps for itself',
      '  userSets["a"].b.userName: holds half of a character (a lone surrogate)',
      '  userSets["lone"].c.customAttributes[0].value: holds half of a character (a lone surrogate)',
    ]);
  });
});

describe("a UserImportJob", () => {
  const record = aRecord({ staff: { alice: "id-1" } }, { owner: "shop/dev/first#00000000" });

  it("tells the UserIds of its users, which are no secret although the record is", async () => {
    new Program({ staff: { record } });
    const staff = new ciam.UserImportJob("staff", { userStoreId, userSets: { staff: { alice } } });
    const id = staff.userId("staff", "alice");
    expect(await valueOf(id)).to.equal("id-1");
    expect(await pulumi.isSecret(id)).to.equal(false);
    expect(await valueOf(staff.userIds("staff"))).to.deep.equal({ alice: "id-1" });
  });

  it("ends the program, in a preview too, when it is asked for somebody whom nobody declares", () => {
    for (const preview of [false, true]) {
      new Program({ staff: { record } }, { preview });
      const staff = new ciam.UserImportJob("staff", { userStoreId, userSets: { staff: { alice } } });
      expect(refusal(() => staff.userId("staff", "alcie"))).to.equal(
        'the set "staff" of UserImportJob "staff" declares no user "alcie" (did you mean "alice"?)',
      );
      expect(refusal(() => staff.userId("stuff", "alice"))).to.contain('has no set "stuff" (did you mean "staff"?)');
      expect(refusal(() => staff.userIds("toString"))).to.contain('has no set "toString"');
    }
  });

  it("fails as soon as it knows the users, where they are outputs", async () => {
    new Program({ staff: { record } });
    const users = pulumi.output(Promise.resolve({ alice: { ...alice, password: pulumi.secret("CANARY") } }));
    const staff = new ciam.UserImportJob("staff", { userStoreId, userSets: { staff: users } });
    const id = staff.userId("staff", "alice");
    expect(await valueOf(id)).to.equal("id-1");
    expect(await pulumi.isSecret(id)).to.equal(false);
    const missing = staff.userId("staff", "bob") as unknown as { promise(): Promise<unknown> };
    const reason = await missing.promise().then(
      () => "nothing",
      (error: unknown) => (error as Error).message,
    );
    expect(reason).to.contain('declares no user "bob"');
  });

  it("does not know them in a preview", async () => {
    new Program({}, { preview: true });
    const staff = new ciam.UserImportJob("staff", { userStoreId, userSets: { staff: { alice } } });
    await valueOf(staff.urn);
    const id = staff.userId("staff", "alice") as unknown as { isKnown: Promise<boolean> };
    expect(await id.isKnown).to.equal(false);
  });

  it("is an owner to take over from, and so is a text", async () => {
    const program = new Program();
    const first = new ciam.UserImportJob("first", { userStoreId: "another", userSets: { staff: { alice } } });
    const second = new ciam.UserImportJob("second", {
      userStoreId,
      userSets: { staff: { bob: { userName: "bob" } } },
      takeOver: [first, "shop/prod/third#11111111"],
    });
    const { inputs } = await program.registered(second);
    // The resource by its urn, which is known before the resource is: nobody waits until it has removed the users.
    const urn = "urn:pulumi:dev::shop::pulumi-nodejs:dynamic/ciam:UserImportJob::first";
    expect(inputs.takeOver).to.deep.equal([urn, "shop/prod/third#11111111"]);
  });

  it("hands on a takeOver that is no list, for the check to say what is wrong with it", async () => {
    const program = new Program();
    const takeOver = "shop/dev/first" as unknown as string[];
    const job = new ciam.UserImportJob("second", { userStoreId, userSets: { staff: { alice } }, takeOver });
    expect((await program.registered(job)).inputs.takeOver).to.equal("shop/dev/first");
  });
});

function member(value: Readonly<Record<string, unknown>>, ...path: string[]): Record<string, unknown> {
  return path.reduce<Record<string, unknown>>((at, step) => at[step] as Record<string, unknown>, value);
}
