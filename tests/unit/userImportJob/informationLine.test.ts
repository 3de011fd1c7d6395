import { expect } from "chai";
import { systemClock } from "../../../provider/ciam/clock";
import type { Props, Services } from "../../../provider/resources/resource";
import { check } from "../../../provider/resources/userImportJob/check";

const ENGINEERING = "0123456789abcdef0123456789abcdef";

describe("the information line of a preview", () => {
  it("is silent when nothing changed in a set that names its groups", () => {
    expect(linesOf(inputs(), inputs())).to.deep.equal([]);
  });

  it("counts the user whose groups changed, and nobody else", () => {
    const moved = inputs({ bob: { email: "bob@example.com", userGroups: [] } });
    expect(linesOf(inputs(), moved)).to.deep.equal(["plan against last known state: 1 update (userGroups 1)"]);
  });

  it("compares names with names while the ids are not known yet", () => {
    const unknown = { ...inputs(), groups: { engineering: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" } };
    expect(linesOf(inputs(), unknown)).to.deep.equal([]);
  });
});

function inputs(change: Record<string, unknown> = {}): Props {
  const users = {
    alice: { email: "alice@example.com", userGroups: ["engineering"] },
    bob: { email: "bob@example.com", userGroups: ["engineering"] },
    ...change,
  };
  return {
    userStoreId: "fedcba9876543210fedcba9876543210",
    owner: "shop/dev/staff#00000000",
    groups: { engineering: ENGINEERING },
    userSets: { staff: users },
  };
}

/** What `check` says on the screen; it makes no calls. */
function linesOf(olds: Props, news: Props): string[] {
  const lines: string[] = [];
  const add = (text: string): void => void lines.push(text);
  const services: Services = {
    client: () => Promise.reject(new Error("check makes no calls")),
    endpointKind: () => "other",
    reporter: () => ({ info: add, warn: add, progress: add }),
    clock: systemClock,
    randomBytes: (count) => new Uint8Array(count),
    engineIsAlive: () => true,
    memory: {},
  };
  expect(check(olds, news, services).failures).to.deep.equal([]);
  return lines;
}
