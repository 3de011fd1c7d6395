import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { UNKNOWN_SIGN as UNKNOWN } from "../../../provider/engine/values";
import * as ciam from "../../../sdk";
import { Folder } from "../files/files";
import { Program } from "./program";

const userStoreId = "0123456789abcdef0123456789abcdef";

describe("usersOf", () => {
  const folder = new Folder();
  after(() => folder.remove());

  const literal = {
    userName: "alice",
    email: "alice@example.com",
    password: "CANARY-1",
    salt: { saltValue: "CANARY-2", saltLocation: { saltLocationType: "HEAD" } },
    residentIdentityCard: "CANARY-3",
    passwordEncryptType: "SHA1",
  };

  const one = (user: unknown, more: object = {}): ciam.UserOf => {
    const [first] = ciam.usersOf({ userSets: { staff: { alice: user } }, ...more });
    if (!first) throw new Error("no user was found");
    return first;
  };

  it("sees one and the same user in every form of the wire", () => {
    const { userName, email, passwordEncryptType, ...secret } = literal;
    const open = { userName, email, passwordEncryptType };
    const seen = one(literal);
    expect(seen).to.deep.equal({
      set: "staff",
      key: "alice",
      fields: open,
      secret: ["password", "salt", "residentIdentityCard"],
      unknown: [],
    });
    const loaded = { user: JSON.stringify(open), secret: JSON.stringify(secret) };
    expect(one(loaded)).to.deep.equal(seen);
    expect(one(JSON.stringify(literal))).to.deep.equal(seen);
  });

  it("takes what Pulumi prints for a secret for one, and a field of which only a part is secret for known", () => {
    const [SECRET, PART] = ["[secret]", { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" }];
    for (const hidden of [SECRET, PART])
      expect(one({ userName: "alice", nickname: hidden, userGroups: ["a", hidden] })).to.deep.include({
        fields: { userName: "alice", userGroups: ["a", "[secret]"] },
        secret: ["nickname"],
      });
  });

  it("withholds every secret, also those that only secretFields or the secret text name", () => {
    const results = [
      one(literal, { secretFields: ["email"] }),
      one({ user: '{"userName":"alice"}', secret: '{"phoneNumber":"CANARY-4","password":"CANARY-1"}' }),
      one({
        userName: "alice",
        nickname: { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value: "CANARY-5" },
      }),
    ];
    expect(results.map(({ secret }) => secret)).to.deep.equal([
      ["email", "password", "salt", "residentIdentityCard"],
      ["phoneNumber", "password"],
      ["nickname"],
    ]);
    expect(JSON.stringify(results)).not.to.match(/CANARY|alice@example/);
  });

  it("names what a preview does not know, and never takes it for a value", () => {
    expect(one({ userName: "alice", email: UNKNOWN, userGroups: ["a", UNKNOWN], password: UNKNOWN })).to.deep.include({
      fields: { userName: "alice" },
      secret: ["password"],
      unknown: ["email", "userGroups"],
    });
    expect(one({ user: '{"userName":"alice"}', secret: UNKNOWN }, { secretFields: ["email"] }).unknown).to.deep.equal([
      "residentIdentityCard",
      "password",
      "salt",
      "email",
    ]);
    for (const user of [UNKNOWN, "[secret]", "not JSON", 7, null, { user: UNKNOWN, secret: "{}" }]) {
      expect(one(user)).to.deep.include({ fields: {}, secret: [], unknown: "all" });
    }
    for (const userSets of [undefined, UNKNOWN, { staff: UNKNOWN }, [], "text"]) {
      expect(ciam.usersOf({ userSets })).to.deep.equal([]);
    }
  });

  it("goes on where the engine of policies throws for what it does not know", () => {
    /** Like the engine of policies: reading an unknown property throws. */
    const guarded = (value: unknown): unknown =>
      value instanceof Object
        ? new Proxy(value, {
            get: (object, name) => {
              const member: unknown = Reflect.get(object, name);
              if (member === UNKNOWN) throw new Error(`${String(name)} can't be known during preview`);
              return guarded(member);
            },
          })
        : value;
    const user = { userName: "alice", email: UNKNOWN, userGroups: ["a", UNKNOWN], password: "CANARY" };
    const props = { userSets: { staff: { alice: user, bob: UNKNOWN }, more: UNKNOWN }, secretFields: ["job", UNKNOWN] };
    expect(ciam.usersOf(guarded(props) as typeof props)).to.deep.equal([
      {
        set: "staff",
        key: "alice",
        fields: { userName: "alice" },
        secret: ["password"],
        unknown: ["email", "userGroups"],
      },
      { set: "staff", key: "bob", fields: {}, secret: [], unknown: "all" },
    ]);
  });

  it("sees in a transform what the program declared, and of an output that it is there", async () => {
    const program = new Program();
    const seen: ciam.UserOf[] = [];
    const file = folder.write("staff.csv", "key,userName,password\nb,bob,CANARY-1\nc,carol,\n");
    const job = new ciam.UserImportJob(
      "staff",
      {
        userStoreId,
        userSets: {
          file: ciam.usersFromFile(file),
          program: { dave: { userName: "dave", email: pulumi.output("d@example.com"), password: "CANARY-2" } },
        },
      },
      {
        transformations: [
          ({ props }) => {
            seen.push(...ciam.usersOf(props));
            return undefined;
          },
        ],
      },
    );
    const { inputs } = await program.registered(job);
    const users = [
      { set: "file", key: "b", fields: { userName: "bob" }, secret: ["password"], unknown: [] },
      { set: "file", key: "c", fields: { userName: "carol" }, secret: [], unknown: [] },
      { set: "program", key: "dave", fields: { userName: "dave" }, secret: ["password"], unknown: ["email"] },
    ];
    expect(seen).to.deep.equal(users);
    // On the wire the e-mail is known.
    const [bob, carol, dave] = ciam.usersOf(inputs);
    expect([bob, carol]).to.deep.equal(users.slice(0, 2));
    expect(dave).to.deep.include({ fields: { userName: "dave", email: "d@example.com" }, secret: ["password"] });
    expect(JSON.stringify([seen, bob, carol, dave])).not.to.contain("CANARY");
  });
});
