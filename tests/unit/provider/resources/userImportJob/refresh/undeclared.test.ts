import { expect } from "chai";
import { errorFromService } from "../../../../../../ciam/errors";
import {
  reportUndeclared,
  type Undeclared,
} from "../../../../../../provider/resources/userImportJob/refresh/undeclared";
import type { LiveUser } from "../../../../../../provider/users/model/live";
import { failureOf } from "../../../../../support/failure";
import { contextOn, FakeStore } from "../../../reconcile/fakeStore";
import { live } from "../../../users/plan/builders";

const many = (count: number, prefix: string, mark?: string): LiveUser[] =>
  Array.from({ length: count }, (_, n) => live(`${prefix}${n}`, { userName: `${prefix}${n}` }, { mark }));

interface Case {
  readonly undeclared?: Partial<Undeclared>;
  /** Users whom the refresh has met by chance. */
  readonly seen?: readonly LiveUser[];
  readonly managed?: readonly string[];
  readonly store?: FakeStore;
  readonly disclosure?: "masked" | "values";
}

async function told({ undeclared, seen = [], managed = [], store = new FakeStore(), disclosure = "masked" }: Case) {
  const said: string[] = [];
  await reportUndeclared(
    contextOn(store, said),
    { ours: [], cared: [], unmanaged: 0, ...undeclared },
    { users: seen },
    (id) => managed.includes(id),
    disclosure,
  );
  return { said, calls: store.calls };
}

describe("what a refresh says of users whom nobody declares", () => {
  const stranger = live("7", { userName: "zoe" }, { mark: "" });

  it("is nothing where there are none, and asks nobody", async () => {
    expect(await told({})).to.deep.equal({ said: [], calls: [] });
  });

  it("names those that the next update removes", async () => {
    const { said } = await told({ undeclared: { ours: [live("1", { userName: "ann" }), live("2", {})] } });
    expect(said).to.deep.equal(["no longer declared: 2: 1 (a***), 2 (no identity)"]);
  });

  it("warns of those in use that nobody may delete", async () => {
    const { said } = await told({ undeclared: { cared: [live("1", { userName: "ann" })] } });
    expect(said[0]).to.match(
      /^with our mark, unknown to the state and in use, so never deleted: .*: 1: 1 \(a\*\*\*\)$/,
    );
  });

  it("counts those we leave alone, and names whom it has met", async () => {
    const { said, calls } = await told({ undeclared: { unmanaged: 1 }, seen: [stranger] });
    expect([said, calls]).to.deep.equal([["unmanaged: 1: 7 (z***)"], []]);
  });

  it("names none of ours among them", async () => {
    const ours = live("1", { userName: "ann" });
    const { said } = await told({ undeclared: { unmanaged: 1 }, seen: [ours, stranger], managed: ["1"] });
    expect(said).to.deep.equal(["unmanaged: 1: 7 (z***)"]);
  });

  it("asks once for more of them than it has met, and says whose they are", async () => {
    const store = new FakeStore();
    store.put("8", { userName: "yan" }, { IndexedAttribute5: "pulumi:a/b/c#00000001" });
    const { said, calls } = await told({ undeclared: { unmanaged: 30 }, seen: [stranger], store });
    expect(calls).to.deep.equal(["DescribeUser"]);
    expect(said).to.deep.equal(["unmanaged: 30, among them 7 (z***), 8 (y***, of a/b/c#00000001)"]);
  });

  it("counts them though the question for their names fails", async () => {
    const store = new FakeStore();
    store.answers.DescribeUser = () => {
      throw errorFromService("DescribeUser", { code: "UnauthorizedOperation" });
    };
    expect((await told({ undeclared: { unmanaged: 3 }, store })).said).to.deep.equal(["unmanaged: 3"]);
  });

  it("does not hide a fault of ours behind that", async () => {
    const store = new FakeStore();
    store.answers.DescribeUser = () => {
      throw new TypeError("ours");
    };
    expect(await failureOf(told({ undeclared: { unmanaged: 3 }, store }))).to.be.instanceOf(TypeError);
  });

  it("names twenty at most", async () => {
    const { said } = await told({ undeclared: { ours: many(22, "u") } });
    expect(said[0]).to.match(/^no longer declared: 22, among them u0 .*, u19 \([^,]*\)$/);
  });

  it("names identities in full where somebody asks for it", async () => {
    const { said } = await told({ undeclared: { unmanaged: 1 }, seen: [stranger], disclosure: "values" });
    expect(said).to.deep.equal(["unmanaged: 1: 7 (zoe)"]);
  });
});
