import { expect } from "chai";
import { resolveGroups } from "../../../../../provider/users/input/groups";
import { parseUserSets } from "../../../../../provider/users/input/parse";
import { UNKNOWN, type Unknown } from "../../../../../provider/users/input/envelope/unknown";

const id = "6cd22e5100000000000000000f6f7cb8";

function resolved(userGroups: string[], groups: Record<string, string | Unknown>) {
  const { sets } = parseUserSets({ staff: { alice: { userName: "alice", userGroups } } }, {});
  const result = resolveGroups(sets, groups);
  const alice = result.sets.get("staff")?.get("alice");
  return { groups: alice?.user.userGroups, unknownFields: alice?.unknownFields, findings: result.findings };
}

describe("the groups of a user", () => {
  it("are ids when the resource names none, and what is no id is told", () => {
    const { groups, findings } = resolved([id, "Support"], {});
    expect(groups).to.deep.equal([id, "Support"]);
    expect(findings).to.deep.equal([
      {
        where: 'userSets["staff"].alice.userGroups[1]',
        rule: '"Support" is no id of a group: if it is the name of one, say which, as in groups: { "Support": supportGroup.userGroupId }',
        kind: 'userGroups: "Support" is no id of a group: if it is the name of one, say which, as in groups: { "Support": supportGroup.userGroupId }',
      },
    ]);
  });

  it("may be names, ids, and both at once; twice the same group is once", () => {
    const { groups, findings } = resolved(["qa", id, "short-id"], { qa: id, ops: "short-id" });
    expect(groups).to.deep.equal([id, "short-id"]);
    expect(findings).to.deep.equal([]);
  });

  it("must be known by name when they are no ids", () => {
    expect(resolved(["qaa"], { qa: id }).findings).to.deep.equal([
      {
        where: 'userSets["staff"].alice.userGroups[0]',
        rule: '"qaa" is neither a name in groups nor the id of a group (did you mean "qa"?)',
      },
    ]);
  });

  it("are not known yet while the id of one is not", () => {
    const { groups, unknownFields, findings } = resolved(["qa"], { qa: UNKNOWN });
    expect(groups).to.equal(undefined);
    expect(unknownFields).to.deep.equal(new Set(["userGroups"]));
    expect(findings).to.deep.equal([]);
  });

  it("are not looked for among the names every object has", () => {
    expect(resolved(["toString"], { qa: id }).findings).to.have.length(1);
  });
});
