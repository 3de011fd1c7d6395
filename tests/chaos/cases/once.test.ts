import { expect } from "chai";
import * as check from "../../../provider/users/input/check";
import * as compare from "../../../provider/users/plan/compare/compare";
import * as match from "../../../provider/users/plan/decide/match";
import { crowd, succeeded } from "../program/users";
import { Project } from "../program/project";

const USERS = 300;
/** E-mail and nickname of each. */
const VALUES = 2 * USERS;

describe("the users of a job", () => {
  const counts = { checked: 0, read: 0, matches: 0, values: 0 };
  const restore: (() => void)[] = [];

  /** Counts the calls of an exported function; a module of ours is an object like any other. */
  const counted = (exported: object, name: string, count: keyof typeof counts): void => {
    const real = Reflect.get(exported, name) as (...given: unknown[]) => unknown;
    const counting = (...given: unknown[]): unknown => {
      counts[count]++;
      return real(...given);
    };
    Object.assign(exported, { [name]: counting });
    restore.push(() => void Object.assign(exported, { [name]: real }));
  };

  before(() => {
    counted(check, "checkUser", "checked");
    counted(check, "readUser", "read");
    counted(match, "match", "matches");
    counted(compare, "sameValue", "values");
  });
  after(() => restore.forEach((undo) => undo()));
  beforeEach(() => void Object.assign(counts, { checked: 0, read: 0, matches: 0, values: 0 }));

  const users = crowd(USERS);
  let project: Project;
  before(() => (project = Project.on()));

  it("are checked once and matched once by a check and the create after it", async () => {
    succeeded(await project.up(users));
    // As they are found, and for the forms in which the service keeps them.
    expect(counts).to.deep.equal({ checked: USERS, read: 0, matches: 1, values: 2 * VALUES });
  });

  it("are checked once by an `up` that changes nothing, and matched and compared once by its forecast", async () => {
    succeeded(await project.up(users));
    expect(counts).to.deep.equal({ checked: USERS, read: 0, matches: 1, values: VALUES });
  });

  it("are read from the record only as far as they were declared otherwise, and matched and compared once by each verb", async () => {
    const changed = Object.fromEntries(
      Object.entries(users).map(([key, user], n) => [key, n < 10 ? { ...user, nickname: "Other" } : user]),
    );
    const { step } = await project.up(changed);
    expect(step).to.equal("update");
    const { values, ...others } = counts;
    expect(others).to.deep.equal({ checked: USERS, read: 10, matches: 2 });
    // The e-mails once more, before strangers are looked for; and those of the ten against what was in force.
    expect(values).to.be.within(2 * VALUES + USERS, 2 * VALUES + USERS + 10 * 10);
  });

  it("are read from the record once by a refresh", async () => {
    succeeded(await project.refresh());
    expect(counts).to.deep.equal({ checked: 0, read: USERS, matches: 0, values: VALUES });
  });
});
