import { expect } from "chai";
import { diffOf, inverted } from "./support/state/propertyDiff";
import { ignoring, parsePath, showPath } from "./support/state/propertyPath";
import { exported, parsed, stored } from "./support/state/stateFile";
import { EMPTY } from "./support/state/state";
import { bare, fromWire, secret, toWire, withSecretsOf, type Values } from "./support/state/values";

/** The double's rules, as the engine's own source has them. */
describe("the double of the engine", () => {
  describe("gives secretness back", () => {
    it("by path through objects", () => {
      const sent: Values = { user: { password: secret("x"), name: "n" } };
      expect(withSecretsOf({ user: { password: "x", name: "n" }, more: 1 }, sent)).to.deep.equal({
        user: { password: secret("x"), name: "n" },
        more: 1,
      });
    });

    it("to an array as a whole", () => {
      const sent: Values = { users: ["a", secret("b")] };
      expect(withSecretsOf({ users: ["a", "b"] }, sent)).to.deep.equal({ users: secret(["a", "b"]) });
    });

    it("to a whole value whose shape changed", () => {
      expect(withSecretsOf({ user: "text" }, { user: { password: secret("x") } })).to.deep.equal({
        user: secret("text"),
      });
    });

    it("not to a value of another name", () => {
      expect(withSecretsOf({ copy: "x" }, { password: secret("x") })).to.deep.equal({ copy: "x" });
    });
  });

  describe("compares inputs", () => {
    it("path by path, with names that are no words in quotes", () => {
      const olds: Values = { users: { a: { mail: "a" }, "b@c.d": { mail: "b" }, gone: 1 } };
      const news: Values = { users: { a: { mail: "x" }, "b@c.d": { mail: "y" }, come: 1 } };
      expect(diffOf(olds, news)).to.deep.equal({
        'users["b@c.d"].mail': "update",
        "users.a.mail": "update",
        "users.come": "add",
        "users.gone": "delete",
      });
    });

    it("element by element in arrays", () => {
      expect(diffOf({ list: [1, 2, 3] }, { list: [1, 5] })).to.deep.equal({ "list[1]": "update", "list[2]": "delete" });
    });

    it("with a null as no value", () => {
      expect(diffOf({ a: null, b: 1 }, { b: null, c: null })).to.deep.equal({ b: "delete" });
    });

    it("inside secrets, and takes a secret for another value than the same in clear", () => {
      expect(diffOf({ a: secret({ b: 1 }) }, { a: secret({ b: 1 }) })).to.deep.equal({});
      expect(diffOf({ a: secret("x") }, { a: "x" })).to.deep.equal({ a: "update" });
    });

    it("the other way round in a refresh", () => {
      expect(inverted({ a: "add", b: "delete", c: "update" })).to.deep.equal({ a: "delete", b: "add", c: "update" });
    });
  });

  describe("ignores changes", () => {
    const olds: Values = { users: { a: { mail: "old", name: "old" }, "b.c": { mail: "old" } } };

    it("of a field, and keeps the old value", () => {
      const news: Values = { users: { a: { mail: "new", name: "new" }, "b.c": { mail: "new" } } };
      expect(ignoring(news, olds, ["users.a.mail", 'users["b.c"].mail'])).to.deep.equal({
        users: { a: { mail: "old", name: "new" }, "b.c": { mail: "old" } },
      });
    });

    it("of a field that was not there: it is not there now", () => {
      expect(ignoring({ users: { a: { zone: "new" } } }, olds, ["users.a.zone"])).to.deep.equal({ users: { a: {} } });
    });

    it("not of what is new or gone altogether", () => {
      const news: Values = { users: { z: { mail: "new" } } };
      expect(ignoring(news, olds, ["users.z.mail", "users.a.mail"])).to.deep.equal(news);
    });

    it("of what is in a secret, and keeps it one", () => {
      expect(ignoring({ a: { b: "new" } }, { a: secret({ b: "old" }) }, ["a.b"])).to.deep.equal({
        a: { b: secret("old") },
      });
    });
  });

  it("writes paths that it can read", () => {
    for (const path of [["a"], ["a", "b.c", "d"], ["x y", 'with "quotes"']]) {
      expect(parsePath(showPath(path))).to.deep.equal(path);
    }
  });

  it("sends secrets in clear to a provider that takes none, and reads them in their signature", () => {
    const values: Values = { list: [secret({ a: 1 })], text: "t", nothing: null };
    expect(bare(values)).to.deep.equal({ list: [{ a: 1 }], text: "t", nothing: null });
    expect(fromWire(toWire(values))).to.deep.equal(values);
  });

  it("stores secrets as cipher text and reads back what it stored or exported", () => {
    const config: Values = { key: secret("in confidence"), other: "open" };
    const text = stored({ ...EMPTY, config });
    expect(text).to.contain("open").and.not.to.contain("in confidence");
    expect(parsed(text).config).to.deep.equal(config);
    expect(parsed(exported({ ...EMPTY, config })).config).to.deep.equal(config);
  });
});
