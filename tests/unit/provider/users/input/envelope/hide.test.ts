import { expect } from "chai";
import { Secret } from "../../../../../../provider/users/input/envelope/secret";
import { hideSecrets } from "../../../../../../provider/users/input/envelope/hide";
import { encodeLoaded } from "../../../../../../provider/users/input/envelope/encode";
import type { UserField } from "../../../../../../provider/users/model/fields";

describe("secretFields of the resource", () => {
  /** One user as it leaves `check`. */
  const marked = (user: unknown, ...fields: UserField[]): unknown => {
    const { staff } = hideSecrets({ staff: { ann: user } }, fields) as { staff: { ann: unknown } };
    return staff.ann;
  };
  const ann = { userName: "ann", address: "1 Example Street", nickname: "Ann" };

  it("hide a field of a user from a file whose loader was not told of it, as if it had been", () => {
    const { user, secret } = encodeLoaded(ann, ["address"]) as { user: string; secret: string };
    expect(marked(encodeLoaded(ann), "address")).to.deep.equal({ user, secret: new Secret(secret) });
  });

  it("do so beside what the loader has hidden", () => {
    const hashed = { ...ann, password: "Correct-Horse-1" };
    const { user, secret } = encodeLoaded(hashed, ["address", "nickname"]) as { user: string; secret: string };
    expect(marked(encodeLoaded(hashed, ["nickname"]), "address")).to.deep.equal({ user, secret: new Secret(secret) });
  });

  it("leave alone who has no such field, though a value may be called like one", () => {
    const clerk = encodeLoaded({ userName: "ann", nickname: "address" });
    expect(marked(clerk, "address")).to.equal(clerk);
    expect(marked(encodeLoaded(ann), "job")).to.equal(encodeLoaded(ann));
  });

  it("hide as a whole what cannot be taken apart", () => {
    expect(marked('{"address": broken', "address")).to.deep.equal(new Secret('{"address": broken'));
  });
});
