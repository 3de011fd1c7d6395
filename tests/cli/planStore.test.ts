import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { Service } from "./service";

describe("ciam plan of files against a store", () => {
  let service: Service;
  const folder = mkdtempSync(join(tmpdir(), "ciam-plan-"));
  const owner = "shop/dev/staff#00000000";
  const file = join(folder, "staff.csv");
  before(async () => {
    service = await Service.open();
    await service.import([
      { UserName: "ours", Nickname: "Our", IndexedAttribute5: `pulumi:${owner}` },
      { UserName: "orphan", IndexedAttribute5: `pulumi:${owner}` },
      { UserName: "theirs", IndexedAttribute5: "pulumi:other/prod/users#11111111" },
      { UserName: "stranger", Nickname: "Str" },
      { UserName: "nobody" },
    ]);
    writeFileSync(
      file,
      "key,userName,nickname,userGroups\nours,ours,Ours,\ntheirs,theirs,,\nstranger,stranger,Stranger,\nfresh,fresh,,Support\n",
    );
  });
  after(async () => {
    await service.close();
    rmSync(folder, { recursive: true });
  });

  const lines = async (...args: string[]): Promise<string[]> => {
    const { calls, writes, result } = await service.cloud.callsDuring(() =>
      service.ciam(["plan", "--store", service.store, file, ...args]),
    );
    expect(writes).to.deep.equal([]);
    expect(calls).not.to.be.empty;
    expect(result.stderr).to.equal("");
    return result.stdout.trimEnd().split("\n");
  };

  it("tells who would be imported, updated and in conflict, and who is there besides, and writes nothing", async () => {
    expect((await lines("--owner", owner)).map((line) => line.replace(/[0-9a-f]{32}/g, "ID"))).to.deep.equal([
      "store ID: +1 ~1 (nickname 1), 2 conflicts, 1 not declared, 1 unmanaged",
      "  ! staff/stranger (st***r) in conflict",
      '      exists already in the store as ID: set conflictPolicy to "adopt" or "skip", or remove the user from the set',
      "  ! staff/theirs (t***) in conflict",
      '      ID belongs to other/prod/users#11111111: if no other state or program keeps this user, take it over with takeOver: ["other/prod/users#11111111"]; else remove it from one of the two',
      "  + (in the store)/ID (o***) ours and not declared",
      "  ~ staff/ours (o***) updated",
      "      nickname: O*** → another O***",
      "      user ID",
      "  + staff/fresh (f***) imported",
      "      userGroups: +Support",
    ]);
  });

  it("tells who would be adopted, or left alone, by the policy for conflicts", async () => {
    const adopted = await lines("--owner", owner, "--conflict-policy", "adopt");
    expect(adopted[0]).to.contain("+1 ~1 (nickname 1), 1 adopted, 1 conflict");
    expect(adopted).to.include("  > staff/stranger (st***r) adopted");
    expect((await lines("--owner", owner, "--conflict-policy", "skip"))[0]).to.contain("1 left alone");
  });

  it("takes everybody with a mark for somebody else's unless the owner is named", async () => {
    const told = await lines();
    expect(told[0]).to.match(/^store \w+: \+1, 3 conflicts, 2 unmanaged$/);
    expect(told.filter((line) => line.includes("if these users are yours"))).to.deep.equal([
      "    if these users are yours: --owner other/prod/users#11111111",
      `    if these users are yours: --owner ${owner}`,
    ]);
  });

  it("knows an owner by its name alone where there is one of that name, and asks which where there are several", async () => {
    const short = await service.ciam(["plan", "--store", service.store, file, "--owner", "shop/dev/staff"]);
    const whole = await service.ciam(["plan", "--store", service.store, file, "--owner", owner]);
    expect(short.stdout).to.equal(whole.stdout);
    expect(short.stderr).to.equal(`ciam: --owner shop/dev/staff is taken for ${owner}, whose mark 2 users have\n`);
    const none = await service.ciam(["plan", "--store", service.store, file, "--owner", "shop/dev/stuff"]);
    expect(none).to.deep.equal({
      code: 2,
      stdout: "",
      stderr: `ciam: no user of this store has the mark of an owner called shop/dev/stuff; say another, or leave --owner out:
  --owner ${owner}  (2 users)
  --owner other/prod/users#11111111  (1 user)
`,
    });
    const other = await Service.open();
    await other.import([
      { UserName: "a", IndexedAttribute5: "pulumi:shop/dev/staff#0011aabb" },
      { UserName: "b", IndexedAttribute5: "pulumi:shop/dev/staff#0123456789ab" },
      { UserName: "c", IndexedAttribute5: "pulumi-adopted:shop/dev/staff#0123456789ab" },
      { UserName: "d", IndexedAttribute5: "pulumi:shop/dev/staff2#0123456789ab" },
    ]);
    for (const args of [
      ["plan", "--store", other.store, file],
      ["export", "--out", join(folder, "out.csv")],
    ]) {
      const { code, stderr } = await other.ciam([...args, "--owner", "shop/dev/staff"]);
      expect({ code, stderr }).to.deep.equal({
        code: 2,
        stderr: `ciam: several owners are called shop/dev/staff; say which:
  --owner shop/dev/staff#0123456789ab  (2 users)
  --owner shop/dev/staff#0011aabb  (1 user)
`,
      });
    }
    const out = join(folder, "staff2.csv");
    expect((await other.ciam(["export", "--owner", "shop/dev/staff2", "--out", out])).stdout).to.equal(
      `${out}: 1 user\n`,
    );
    await other.close();
  });

  it("says whose the users are where nobody has the mark of the owner that was named", async () => {
    const told = await lines("--owner", "shop/dev/staff#ffffffff");
    expect(told).to.include(`    if these users are yours: --owner ${owner}`);
    expect((await lines("--owner", owner)).join("\n")).not.to.contain("if these users are yours");
  });

  it("tells of adopted users which groups they are in, come into or do not, and what of them stays", async () => {
    const other = await Service.open();
    const group = async (DisplayName: string): Promise<string> =>
      (await other.cloud.call("CreateUserGroup", { UserStoreId: other.store, DisplayName })).UserGroupId;
    const [admins, support] = [await group("admins"), await group("Support Team")];
    await other.import([
      { UserName: "fresh", UserGroup: [support] },
      { UserName: "used", Name: "U", IdentityVerified: true, IdentityVerificationMethod: "card" },
    ]);
    const used = await other.cloud.user(other.store, "used");
    await other.cloud.admin("POST", `/users/${used.UserId}/sign-on`);
    const users = join(folder, "adopted.json");
    const password = "Passw0rd!x";
    const verified = { name: "U", identityVerified: true, identityVerificationMethod: "visit" };
    writeFileSync(
      users,
      JSON.stringify({
        fresh: { userName: "fresh", userGroups: ["admins", "Support Team"], password },
        used: { userName: "used", userGroups: ["admins"], ...verified },
        comes: { userName: "comes", userGroups: ["admins"], password, ...verified },
      }),
    );
    const how = ["--groups", "names", "--conflict-policy", "adopt"];
    const { stdout } = await other.ciam(["plan", "--store", other.store, users, ...how]);
    await other.close();
    const told = stdout
      .trimEnd()
      .split("\n")
      .map((line) => line.replace(/\buser [0-9a-f]{32}/g, "user ID"));
    expect(told.slice(1)).to.deep.equal([
      "  > adopted/fresh (f***) adopted",
      `      userGroups: +admins (${admins})`,
      `      is in "Support Team" (${support}) already`,
      "      keeps its own password: the declared one is not set",
      "      user ID",
      "  > adopted/used (u***) adopted",
      `      is not put into admins (${admins}), because it has signed on before`,
      "      identityVerificationMethod stays card and does not become visit: only an import can set it",
      "      identityVerified is true already",
      "      user ID, who has signed on",
      "  + adopted/comes (c***) imported",
      `      userGroups: +admins (${admins})`,
      "      identityVerificationMethod: visit",
      "      identityVerified: true",
      "      password: plaintext",
      "  note:",
      "    1 user has signed on before, and would not get the groups they are declared to be in",
    ]);
  });

  it("resolves the names of groups in the store", async () => {
    const wrong = await service.ciam(["plan", "--store", service.store, "--groups", "names", file]);
    expect(wrong.code).to.equal(0);
    await service.cloud.call("CreateUserGroup", { UserStoreId: service.store, DisplayName: "Suport" });
    const typo = await service.ciam(["plan", "--store", service.store, "--groups", "names", file]);
    expect(typo.code).to.equal(2);
    expect(typo.stderr).to.contain(
      '"Support" is neither the name of a group of this store nor the id of a group (did you mean "Suport"?)',
    );
  });

  it("looks at nothing with files that have findings", async () => {
    const bad = join(folder, "bad.csv");
    writeFileSync(bad, "userName,email\nann,x\nben,y\n");
    const { calls, result } = await service.cloud.callsDuring(() =>
      service.ciam(["plan", "--store", service.store, bad]),
    );
    expect(calls).to.deep.equal([]);
    expect(result).to.deep.include({
      code: 2,
      stderr: `ciam: ${bad}:2:2: email: is not an e-mail address, and 1 more finding; \`ciam validate\` shows them all\n`,
    });
  });

  it("refuses a --column that means nothing in the files", async () => {
    const { code, stderr } = await service.ciam(["plan", "--store", service.store, file, "--column", "foo=email"]);
    expect({ code, stderr }).to.deep.equal({
      code: 2,
      stderr:
        'ciam: --column "foo=email": nothing in the file is called "foo"; the names there are key, userName, nickname, userGroups\n',
    });
  });

  it("cannot write, whatever it calls", async () => {
    const { readOnly } = await import("../../cli/store/connection.js");
    const call = (): unknown =>
      readOnly(service.cloud as never).call("DeleteUsers", { UserStoreId: service.store, UserIds: [] });
    expect(call).to.throw("DeleteUsers writes, and this command only reads");
  });
});
