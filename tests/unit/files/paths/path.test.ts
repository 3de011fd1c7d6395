import { expect } from "chai";
import { valueAt } from "../../../../files/paths/follow";
import { readPath } from "../../../../files/paths/path";

describe("a path", () => {
  const user = {
    profile: { login: "ann" },
    emails: [
      { id: "e1", value: "a@example.com", primary: false },
      { id: "e2", value: "b@example.com", primary: true },
    ],
    primary_id: "e1",
    Attributes: [
      { Name: "email", Value: "c@example.com" },
      { Name: "custom:dept", Value: "Sales" },
    ],
    attributes: { dept: ["Sales", "Support"], "a.b": { c: "d" } },
  };
  const at = (text: string): unknown => {
    const path = readPath(text);
    return path && valueAt(user, user, path);
  };

  it("goes by members, numbers, and members of elements", () => {
    expect(at("profile.login")).to.equal("ann");
    expect(at("emails[1].value")).to.equal("b@example.com");
    expect(at("emails[primary=true].value")).to.equal("b@example.com");
    expect(at("emails[id=@primary_id].value")).to.equal("a@example.com");
    expect(at("Attributes[Name=email].Value")).to.equal("c@example.com");
    expect(at("Attributes[Name=custom:dept].Value")).to.equal("Sales");
    expect(at("attributes.dept[0]")).to.equal("Sales");
    expect(at('attributes["a.b"].c')).to.equal("d");
    expect(at("Profile.LOGIN")).to.equal("ann");
  });

  it("leads nowhere where nothing is, and into no prototype", () => {
    for (const path of [
      "emails[2].value",
      "profile.name",
      "emails[id=@nothing].value",
      "emails[Name=x]",
      "profile[0]",
      "__proto__.x",
      "constructor.name",
    ])
      expect(at(path), path).to.equal(undefined);
  });

  it("is none where it is written otherwise", () => {
    for (const text of ["", ".", "a..b", "a[", "a[]", "a[b", "a]b", "[=x]"])
      expect(readPath(text), text).to.equal(undefined);
  });
});
