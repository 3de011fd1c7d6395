import { expect } from "chai";
import { changesBetween, countMembers, type PublishedApi } from "../../../tools/published/api";
import { codesOfActions, codesOfEveryAction, codesOfTheConsole } from "../../../tools/published/codesOfActions";
import { modelsFrom } from "../../../tools/published/declarations";
import { derive, published, pythonSdk } from "../../../tools/published/derive";

describe("the table of what the vendor publishes", function () {
  // The first time the SDK with the error codes is fetched.
  this.timeout(300_000);

  it("is what the installed SDKs say; if not, look at the changes and run node dist/tools/published/main.js", () => {
    expect(changesBetween(published(), derive())).to.deep.equal([]);
  });

  it("has the fields that the SDK for Python has", () => {
    const { actions, types } = published();
    const models = new Map(Object.entries(types).map(([name, members]) => [name, Object.keys(members).sort()]));
    for (const [name, { request, response }] of Object.entries(actions)) {
      models.set(`${name}Request`, Object.keys(request).sort());
      models.set(`${name}Response`, Object.keys(response).sort());
    }
    const pythons = Object.entries(pythonSdk().models).map(([name, members]) => [name, [...members].sort()] as const);
    expect(Object.fromEntries(pythons)).to.deep.equal(Object.fromEntries(models));
  });

  it("has every action, type, field and code", () => {
    const api = published();
    expect(Object.keys(api.actions)).to.have.length(23);
    expect(Object.keys(api.types)).to.have.length(19);
    expect(countMembers(api)).to.equal(293);
    expect(api.codes).to.have.length(70);
    expect(Object.keys(api.types.ImportUser ?? {})).to.have.length(32);
  });

  it("names types that it has", () => {
    const { actions, types } = published();
    const members = [...Object.values(actions).flatMap((one) => [one.request, one.response]), ...Object.values(types)];
    const named = members.flatMap((of) => Object.values(of).map((text) => text.replace(/\[\]|, .*/g, "")));
    const unknown = named.filter((name) => !["string", "number", "boolean"].includes(name) && !(name in types));
    expect(unknown).to.deep.equal([]);
  });

  it("tells the codes of actions: every published one, and no other", () => {
    const told = [codesOfEveryAction, codesOfTheConsole, ...Object.values(codesOfActions)].flatMap(
      (codes) => codes ?? [],
    );
    expect([...new Set(told)].sort()).to.deep.equal(published().codes);
    expect(Object.keys(published().actions)).to.include.members(Object.keys(codesOfActions));
  });
});

describe("what the declarations of an SDK say", () => {
  const declarations = `
    /** a request */
    export interface MakeRequest { /** n */ Name: string; Tags?: Array<Tag>; Sizes?: Array<number | bigint> }
    export interface MakeResponse { Made?: Tag }
    export declare type ListRequest = null;
    export interface ListResponse { Total?: number }
    export interface Tag {
      /** 键
  注意：此字段可能返回 null，表示取不到有效值。
       */
      Key?: string;
      Value: string;
    }`;

  it("becomes actions and types, with what is required and what may be null", () => {
    expect(modelsFrom(declarations)).to.deep.equal({
      actions: {
        List: { request: {}, response: { Total: "number" } },
        Make: { request: { Name: "string, required", Tags: "Tag[]", Sizes: "number[]" }, response: { Made: "Tag" } },
      },
      types: { Tag: { Key: "string, nullable", Value: "string, required" } },
    });
  });

  it("is compared line by line", () => {
    const [before, after] = [declarations, declarations.replace("Total?: number", "Total: string; Next?: string")].map(
      (text): PublishedApi => {
        const { actions, types } = modelsFrom(text.replaceAll("Make", text === declarations ? "Make" : "Build"));
        return {
          sources: { fields: "sdk 1", codes: "sdk 2" },
          actions: Object.fromEntries(Object.entries(actions).map(([name, one]) => [name, { ...one, codes: ["C"] }])),
          types,
          codes: ["C"],
        };
      },
    );
    if (!before || !after) throw new Error("there are two");
    expect(changesBetween(before, before)).to.deep.equal([]);
    const changes = changesBetween(before, after);
    expect(changes).to.include.members([
      "~ List response.Total: number → string",
      "+ List response.Next: string",
      "- Make request.Name: string, required",
      "+ Build request.Name: string, required",
      "- Make code C: ",
    ]);
  });
});
