import { expect } from "chai";
import { decide, live, planned } from "../builders";

const mail = (name: string) => `${name}@example.com`;

/** Users of ours without a record, each of which is to get the e-mail address of the next one. */
function chain(length: number, next: (at: number) => number) {
  const names = Array.from({ length }, (_, n) => String(n).padStart(5, "0"));
  return {
    declared: Object.fromEntries(
      names.map((name, at) => [name, { userName: name, email: mail(names[next(at)] ?? "free") }]),
    ),
    live: names.map((name) => live(name, { userName: name, email: mail(name) })),
  };
}

describe("declared users whom no record has", () => {
  // A pass through all of them for each link once took minutes.
  for (const [way, next] of [
    ["first", (at: number) => at - 1],
    ["last", (at: number) => at + 1],
  ] as const) {
    it(`are recognised in a chain of ten thousand whose ${way} one is its free end`, () => {
      const [step, ...more] = decide(chain(10_000, next)).steps;
      expect([step?.kind, step?.actions.length, more.length]).to.deep.equal(["write", 10_000, 0]);
    });
  }

  it("are looked at again when the one they waited for gives way", () => {
    expect(planned(chain(3, (at) => at + 1))).to.deep.equal([
      "update 00002: email",
      "update 00001: email",
      "update 00000: email",
    ]);
  });

  it("stay in conflict when nobody gives way", () => {
    const situation = chain(3, (at) => at + 1);
    const stranger = live("x", { email: mail("free") }, { mark: "pulumi:shop/dev/other#11111111" });
    expect(planned({ ...situation, live: [...situation.live, stranger] })).to.deep.equal([
      "conflict 00000: two-users",
      "conflict 00001: two-users",
      "conflict 00002: two-users",
    ]);
  });
});
