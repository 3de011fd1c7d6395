import { expect } from "chai";
import { HIDDEN } from "../../../../../../provider/users/input/envelope/open";
import { mayHavePassword, showUser } from "../../../../../../provider/users/input/envelope/shownUser";
import { UNKNOWN } from "../../../../../../provider/users/input/envelope/unknown";

const user = '{"userName":"alice"}';

describe("a user as it may be shown", () => {
  it("tells why its secret text was not opened, and that any secret field may be in it", () => {
    for (const [secret, closed] of [
      [HIDDEN, "hidden"],
      [UNKNOWN, "unknown"],
    ] as const) {
      const shown = showUser({ user, secret }, ["email"]);
      expect(shown).to.deep.equal({
        fields: { userName: "alice" },
        secret: [],
        unknown: ["residentIdentityCard", "password", "salt", "email"],
        closed,
      });
      expect(mayHavePassword(shown)).to.equal(true);
    }
  });

  it("names what is in a secret text that was opened", () => {
    const shown = showUser({ user, secret: '{"email":"alice@example.com"}' });
    expect(shown).to.deep.equal({ fields: { userName: "alice" }, secret: ["email"], unknown: [] });
    expect(mayHavePassword(shown)).to.equal(false);
    expect(mayHavePassword(showUser({ user, secret: '{"password":"Passw0rd-one"}' }))).to.equal(true);
  });

  it("has nothing closed where it was written in the program, whatever is known of it", () => {
    expect(showUser({ userName: "alice", password: UNKNOWN, nickname: UNKNOWN })).to.deep.equal({
      fields: { userName: "alice" },
      secret: ["password"],
      unknown: ["nickname"],
    });
    expect(showUser(UNKNOWN)).to.deep.equal({ fields: {}, secret: [], unknown: "all" });
  });
});
