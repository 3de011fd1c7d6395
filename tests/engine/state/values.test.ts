import { expect } from "chai";
import { fromEngine, toEngine } from "../../../provider/engine/values";
import { Secret } from "../../../provider/users/input/envelope/secret";

describe("properties on their way to the engine", () => {
  it("lose what is undefined, at every depth, because the engine could not carry it", () => {
    const sent = toEngine({ a: undefined, b: { c: undefined, d: [undefined, { e: undefined }] } });
    expect(sent).to.deep.equal({ b: { d: [null, {}] } });
    expect(Object.keys(sent)).to.deep.equal(["b"]);
  });

  it("lose it inside of secrets too", () => {
    const sent = toEngine({ s: new Secret({ a: undefined, b: 1 }) });
    expect(Object.keys((sent.s as { value: object }).value)).to.deep.equal(["b"]);
  });

  it("come back as they were", () => {
    const values = { a: 1, b: "text", c: [true, null, { d: "e" }], f: {} };
    expect(fromEngine(toEngine(values))).to.deep.equal(values);
  });

  it("come back without the wrapping of secrets", () => {
    expect(fromEngine(toEngine({ a: new Secret("x"), b: [new Secret({ c: new Secret(1) })] }))).to.deep.equal({
      a: "x",
      b: [{ c: 1 }],
    });
  });
});
