import { expect } from "chai";
import { decide, live, planned, recorded, words, type Case } from "./builders";

const user = (name: string, more: object = {}) => ({ userName: name, ...more });
const mail = (name: string) => `${name}@example.com`;

/** The steps of a plan in words. */
function steps(situation: Case): string[] {
  return decide(situation).steps.map(
    ({ kind, actions }) => `${kind}: ${actions.map((action) => words(action)).join(", ")}`,
  );
}

describe("the order of a plan", () => {
  it("is that of the example in the comment", () => {
    const situation = {
      declared: {
        alice: user("alice", { nickname: "Al" }),
        ben: user("ben", { email: mail("cara") }),
        emil: user("emil"),
      },
      recorded: [
        recorded("alice", "1", user("alice", { nickname: "Al" })),
        recorded("ben", "2", user("ben", { email: mail("ben") })),
        recorded("cara", "3", user("cara", { email: mail("cara") })),
        recorded("dan", "4", user("dan")),
      ],
      live: [
        live("1", user("alice", { nickname: "Edited" })),
        live("2", user("ben", { email: mail("ben") })),
        live("3", user("cara", { email: mail("cara") })),
        live("4", user("dan")),
      ],
    };
    expect(steps(situation)).to.deep.equal([
      "note: keep alice, drifted: nickname",
      "remove: delete cara",
      "write: update ben: email",
      "import: import emil",
      "remove: delete dan",
    ]);
  });

  it("brings all newcomers in one step, also where each waits for somebody who leaves", () => {
    const names = Array.from({ length: 20 }, (_, n) => String(n));
    const situation = {
      // Each newcomer has identities of two leaving users, so it matches neither.
      declared: Object.fromEntries(names.map((n) => [`new${n}`, user(`a${n}`, { email: mail(`b${n}`) })])),
      recorded: names.flatMap((n) => [
        recorded(`a${n}`, `1${n}`, user(`a${n}`)),
        recorded(`b${n}`, `2${n}`, user(`b${n}`, { email: mail(`b${n}`) })),
      ]),
      live: names.flatMap((n) => [
        live(`1${n}`, user(`a${n}`)),
        live(`2${n}`, user(`b${n}`, { email: mail(`b${n}`) })),
      ]),
    };
    expect(decide(situation).steps.map(({ kind, actions }) => [kind, actions.length])).to.deep.equal([
      ["remove", 40],
      ["import", 20],
    ]);
  });

  it("follows a chain from its free end", () => {
    const chain = ["a", "b", "c"];
    const situation = {
      declared: Object.fromEntries(chain.map((n, at) => [n, user(n, { email: mail(chain[at + 1] ?? "free") })])),
      recorded: chain.map((n) => recorded(n, n, user(n, { email: mail(n) }))),
      live: chain.map((n) => live(n, user(n, { email: mail(n) }))),
    };
    expect(planned(situation)).to.deep.equal(["update c: email", "update b: email", "update a: email"]);
  });

  it("refuses two who swap, and whoever waits for one of them", () => {
    const situation = {
      declared: {
        a: user("a", { email: mail("b") }),
        b: user("b", { email: mail("a") }),
        c: user("c", { email: mail("x") }),
        // Waits for the phone number that b would give up.
        d: user("d", { phoneNumber: "13800008001" }),
      },
      recorded: [
        recorded("a", "1", user("a", { email: mail("a") })),
        recorded("b", "2", user("b", { email: mail("b"), phoneNumber: "13800008001" })),
        recorded("c", "3", user("c", { email: mail("c") })),
        recorded("d", "4", user("d", { phoneNumber: "13800008004" })),
      ],
      live: [
        live("1", user("a", { email: mail("a") })),
        live("2", user("b", { email: mail("b"), phoneNumber: "13800008001" })),
        live("3", user("c", { email: mail("c") })),
        live("4", user("d", { phoneNumber: "13800008004" })),
      ],
    };
    expect(planned(situation)).to.deep.equal([
      "conflict a: cycle",
      "conflict b: cycle",
      "conflict d: identity-taken",
      "update c: email",
    ]);
  });
});
