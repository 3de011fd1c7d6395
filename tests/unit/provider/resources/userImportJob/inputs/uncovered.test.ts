import { expect } from "chai";
import { uncoveredProblem } from "../../../../../../provider/resources/userImportJob/inputs/uncovered";
import { encodeLoaded } from "../../../../../../provider/users/input/envelope/encode";
import type { UserField } from "../../../../../../provider/users/model/fields";

const ann = { userName: "ann", phoneNumber: "13800008001", nickname: "Ann" };

describe("a field that becomes secret", () => {
  const inputs = (user: unknown, ...secretFields: UserField[]) => ({
    userSets: { staff: { ann: user } },
    secretFields,
  });
  const file = (...fields: UserField[]): unknown => encodeLoaded(ann, fields);

  it("is refused while the state has it in clear, whoever names it and in whatever form the user travels", () => {
    for (const [what, olds, news] of [
      ["named by the resource", inputs(file()), inputs(file(), "phoneNumber")],
      ["named by the loader", inputs(file()), inputs(file("phoneNumber"))],
      ["named by both", inputs(file()), inputs(file("phoneNumber"), "phoneNumber")],
      ["beside another one", inputs(file("nickname"), "nickname"), inputs(file("nickname", "phoneNumber"), "nickname")],
      ["of a literal user", inputs(ann), inputs(ann, "phoneNumber")],
      ["of a user whose form changes", inputs(ann), inputs(file("phoneNumber"))],
      ["with another value", inputs(file()), inputs({ ...ann, phoneNumber: "13800008009" }, "phoneNumber")],
    ] as const) {
      const problem = uncoveredProblem(olds, news);
      expect(problem, what).to.contain("phoneNumber becomes secret").and.to.contain('hideDiffs: ["userSets"]');
      expect(problem, what).not.to.contain("1380000");
    }
    expect(uncoveredProblem(inputs(ann), inputs(ann, "phoneNumber", "nickname"))).to.match(
      /^userSets: (phoneNumber, nickname|nickname, phoneNumber) become secret/,
    );
  });

  it("is no matter where it was secret before, where nobody has it, and of users who come and go", () => {
    for (const [what, olds, news] of [
      ["secret already", inputs(file("phoneNumber"), "phoneNumber"), inputs(file("phoneNumber"), "phoneNumber")],
      ["hidden by check already", inputs(file("phoneNumber")), inputs(file(), "phoneNumber")],
      ["no longer secret", inputs(file("phoneNumber"), "phoneNumber"), inputs(file())],
      ["a field nobody has", inputs(file()), inputs(file(), "address")],
      ["a password that is new", inputs(file()), inputs({ ...ann, password: "Correct-Horse-1" })],
      ["a new resource", {}, inputs(file(), "phoneNumber")],
      ["a new user", { userSets: { staff: {} } }, inputs(file(), "phoneNumber")],
    ] as const) {
      expect(uncoveredProblem(olds, news), what).to.equal(undefined);
    }
  });
});
