import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import type { UserSet } from "../../../../sdk/userSets/userSet";
import { mergeUsers, overlayUsers, usersFromFile } from "../../../../sdk/sets";
import { Folder } from "../../files/files";
import { opened, refusal } from "./loadedUsers";

describe("user sets put together", () => {
  const folder = new Folder();
  after(() => folder.remove());

  const berlin = () =>
    usersFromFile(folder.write("berlin.csv", "userName,nickname,password\nalice,Al,CANARY-a\nbob,,\n"));
  const shenzhen = () =>
    usersFromFile(folder.write("shenzhen.yaml", "carol: {userName: carol}\nalice: {userName: al2}\n"));

  describe("mergeUsers", () => {
    it("has the users of all sets, from files and from the program", async () => {
      const merged = mergeUsers(berlin(), { tester: { email: "tester@example.com" } });
      expect(Object.keys(merged)).to.deep.equal(["alice", "bob", "tester"]);
      expect(await opened(merged.alice)).to.deep.equal({ userName: "alice", nickname: "Al", password: "CANARY-a" });
      expect(merged.tester).to.deep.equal({ email: "tester@example.com" });
    });

    it("refuses a key that two sets have, and names both places, all of them", () => {
      const message = refusal(() => mergeUsers(berlin(), shenzhen(), { bob: { userName: "b" } }));
      expect(message).to.match(/^mergeUsers: 2 findings, nothing was sent to CIAM\n/);
      expect(message).to.match(/shenzhen\.yaml:2: the user key "alice" is used in .*berlin\.csv:2 already/);
      expect(message).to.match(/set 3 of mergeUsers: the user key "bob" is used in .*berlin\.csv:3 already/);
    });

    it("remembers the places for the next one that is put on top", () => {
      const message = refusal(() => mergeUsers(mergeUsers(berlin()), { alice: { userName: "a" } }));
      expect(message).to.match(/set 2 of mergeUsers: the user key "alice" is used in .*berlin\.csv:2 already/);
    });
  });

  it("lose no user to the name of its key: the resource is to refuse it", () => {
    const set = JSON.parse('{"__proto__": {"userName": "a"}}') as Record<string, { userName: string }>;
    expect(Object.keys(mergeUsers(set))).to.deep.equal(["__proto__"]);
    expect(Object.keys(overlayUsers({}, set))).to.deep.equal(["__proto__"]);
    expect(Object.keys(overlayUsers(set, {}))).to.deep.equal(["__proto__"]);
  });

  describe("overlayUsers", () => {
    it("lays fields over a user, adds a user, and leaves out a field or a user that is null", async () => {
      const users = overlayUsers(berlin(), {
        alice: { nickname: null, email: "alice@dev.example.com" },
        bob: null,
        dave: { userName: "dave" },
      });
      expect(Object.keys(users)).to.deep.equal(["alice", "dave"]);
      expect(await opened(users.alice)).to.deep.equal({
        userName: "alice",
        email: "alice@dev.example.com",
        password: "CANARY-a",
      });
      expect(users.dave).to.deep.equal({ userName: "dave" });
    });

    it("is a set of users for the compiler, also where it leaves out fields and lays files over files", () => {
      const sets: Record<string, UserSet> = {
        named: overlayUsers(berlin(), { alice: { nickname: null, email: "alice@dev.example.com" }, bob: null }),
        loaded: overlayUsers(berlin(), berlin()),
        literal: overlayUsers({ eve: { userName: "eve" } }, { eve: { nickname: "Eve" } }),
      };
      expect(Object.keys(sets.named ?? {})).to.deep.equal(["alice"]);
    });

    it("leaves its two sets as they were", async () => {
      const base = berlin();
      overlayUsers(base, { alice: { nickname: "x" }, bob: null });
      expect(Object.keys(base)).to.deep.equal(["alice", "bob"]);
      expect(await opened(base.alice)).to.have.property("nickname", "Al");
    });

    it("keeps a secret field a secret, also where the user becomes a literal one for the sake of an output", async () => {
      const users = overlayUsers(berlin(), { alice: { email: pulumi.output("a@example.com") } });
      const { password, email } = users.alice as Record<string, unknown>;
      expect(await pulumi.isSecret(password as pulumi.Output<string>)).to.equal(true);
      expect(pulumi.Output.isInstance(email)).to.equal(true);
    });

    it("refuses to leave out whom the base does not have, and checks what comes out", () => {
      const message = refusal(() =>
        overlayUsers(berlin(), { nobody: null, alice: { userName: null }, bob: { email: "nonsense" } }),
      );
      expect(message.split("\n").slice(1)).to.deep.equal([
        '  the overlay: leaves out "nobody", whom the base does not have',
        "  the overlay: alice: has no identity: give at least one of userName, phoneNumber, email, qqOpenId, qqUnionId, wechatOpenId, wechatUnionId, alipayUserId, weComUserId",
        "  the overlay: bob.email: is not an e-mail address",
      ]);
    });

    it("cannot look into a user that is an output as a whole", () => {
      expect(refusal(() => overlayUsers({ a: pulumi.output({ userName: "a" }) }, { a: { nickname: "x" } }))).to.contain(
        "the overlay: a: is an Output as a whole: only its fields may be Outputs",
      );
    });
  });
});
