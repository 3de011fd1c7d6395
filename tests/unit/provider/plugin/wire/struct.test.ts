import { expect } from "chai";
import * as fc from "fast-check";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { UNKNOWN_SIGN } from "../../../../../provider/engine/values";
import { propsOf, structOf } from "../../../../../provider/plugin/wire/struct";
import { Secret } from "../../../../../provider/users/input/envelope/secret";
import { UNKNOWN } from "../../../../../provider/users/input/envelope/unknown";

/** There and back, through the bytes. */
function sent(props: Record<string, unknown>): Record<string, unknown> {
  return propsOf(Struct.deserializeBinary(structOf(props).serializeBinary()));
}

describe("properties on the wire of the plugin", () => {
  it("arrive as they were sent", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ depthSize: "small" })), (props) => {
        const json = JSON.parse(JSON.stringify(props)) as Record<string, unknown>;
        expect(sent(json)).to.deep.equal(json);
      }),
    );
  });

  it("are none where nothing was sent", () => {
    expect(propsOf(undefined)).to.deep.equal({});
  });

  it("carry unknowns of all types, and secrets without their marks", () => {
    const signs = [UNKNOWN_SIGN, "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7", "dd056dcd-154b-4c76-9bd3-c8f88648b5ff"];
    const props = { a: signs, b: { c: new Secret({ d: [new Secret("e")] }) } };
    expect(sent(props)).to.deep.equal({ a: [UNKNOWN, UNKNOWN, UNKNOWN], b: { c: { d: ["e"] } } });
    expect(sent({ a: [UNKNOWN] })).to.deep.equal({ a: [UNKNOWN] });
  });

  it("keep members that are named like those of every object", () => {
    const props = { users: { constructor: { userName: "x" }, prototype: "y", hasOwnProperty: "z" } };
    expect(sent(props)).to.deep.equal(props);
  });
});
