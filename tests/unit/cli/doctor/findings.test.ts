import { readFileSync } from "node:fs";
import { expect } from "chai";
import type { CiamUser } from "../../../../ciam/actions";
import type { Finding } from "../../../../cli/doctor/finding";
import { clockFinding, describeCredentials, endpointFinding } from "../../../../cli/doctor/machine/credentials";
import { nodeFinding, pulumiFinding } from "../../../../cli/doctor/machine/machine";
import { switches } from "../../../../cli/doctor/probes/switches";
import { permissionFinding } from "../../../../cli/doctor/service/permissions";
import { censusFindings, counted } from "../../../../cli/doctor/store/census";
import { runOf } from "../../../../cli/doctor/trial/marks";
import { parseEndpoint } from "../../../../ciam/endpoint";

const standing = ({ standing: how, cameBack }: Finding): string => `${how}: ${cameBack}`;

let users = 0;

function user(fields: Partial<CiamUser>): CiamUser {
  return { UserId: String(++users), ...fields };
}

describe("what the doctor says of this machine", () => {
  it("is whether Node.js and the Pulumi CLI are new enough", () => {
    expect(standing(nodeFinding("24.1.0"))).to.equal("fine: 24.1.0");
    expect(standing(nodeFinding("22.12.0"))).to.equal("wrong: 22.12.0");
    expect(standing(pulumiFinding("v3.216.0"))).to.equal("fine: v3.216.0");
    expect(standing(pulumiFinding("v3.215.9"))).to.equal("wrong: v3.215.9");
    expect(standing(pulumiFinding("v4.0.0"))).to.equal("fine: v4.0.0");
    for (const none of [undefined, "", "command not found"])
      expect(standing(pulumiFinding(none))).to.equal("wrong: none that runs");
  });

  it("is where calls go, and with whose credentials", () => {
    const kind = (host: string): string => endpointFinding(parseEndpoint(host), "ap-singapore").cameBack;
    expect(kind("ciam.tencentcloudapi.com")).to.contain("the mainland service, region ap-singapore");
    expect(kind("ciam.intl.tencentcloudapi.com")).to.contain("the international service");
    expect(kind("http://127.0.0.1:1")).to.contain("on this machine, so an emulator");
    expect(kind("ciam.example.com")).to.contain("neither of the two services");
    const from = (source: string, isTemporary: boolean, mode?: number): string =>
      standing(describeCredentials({ source, isTemporary, mode }));
    expect(from("the environment", false)).to.equal("fine: lasting ones, from the environment");
    expect(from("a file", true, 0o100600)).to.equal(
      "fine: temporary ones, with a token, from a file; the file is yours alone",
    );
    for (const mode of [0o100644, 0o100640, 0o100602])
      expect(from("a file", false, mode)).to.match(/^wrong: .*others on this machine may read or write the file$/);
  });

  it("is how far its clock is off, in whole seconds", () => {
    expect(standing(clockFinding(-900))).to.equal("fine: a second at most");
    expect(standing(clockFinding(90_000))).to.equal("fine: 90 s behind it");
    expect(standing(clockFinding(-301_000))).to.equal("wrong: 301 s ahead of it");
  });
});

describe("what the doctor says of permissions", () => {
  it("stands in the way where users cannot be written, and is open where a store cannot", () => {
    const may = [{ action: "ListUser", allowed: "allowed" }] as const;
    const mayNot = [...may, { action: "UpdateUser", allowed: "denied" }] as const;
    const lacks = [{ action: "ListUserStore", allowed: "not offered" }] as const;
    expect(standing(permissionFinding("users", may))).to.equal("fine: yes: ListUser");
    const denied = permissionFinding("users", mayNot);
    expect(standing(denied)).to.equal("wrong: these credentials may not call UpdateUser");
    expect(denied.means).to.match(/: allow ciam:UpdateUser$/);
    expect(standing(permissionFinding("stores", lacks))).to.equal("open: this endpoint does not have ListUserStore");
  });
});

describe("what the doctor says of a store's users", () => {
  const mark = (owner: string): Partial<CiamUser> => ({ IndexedAttribute5: owner });
  const guest = user({
    UserName: "ciamdoctor0123abcdf",
    IndexedAttribute4: "ciam-doctor",
    ...mark("pulumi:ciam-doctor#0123abcd"),
  });

  it("is whose they are, without its own guests, and whether the attribute of the mark is free", () => {
    const there = [
      guest,
      user(mark("pulumi:shop/dev/staff#1")),
      user(mark("pulumi-adopted:shop/dev/staff#1")),
      user(mark("pulumi:shop/dev/staff#2")),
      user(mark("pulumi:released")),
      user({ IndexedAttribute1: "x", IndexedAttribute2: "y" }),
    ];
    expect(censusFindings(counted(there, "indexedAttribute5"), "indexedAttribute5").map(standing)).to.deep.equal([
      "fine: 5 users",
      "fine: shop/dev/staff#1 (2), shop/dev/staff#2 (1)",
      "fine: yes",
    ]);
    const taken = censusFindings(counted(there, "indexedAttribute1"), "indexedAttribute1").at(-1);
    expect(taken && standing(taken)).to.equal("wrong: no: 1 user has something else in it");
    expect(taken?.means).to.equal(
      "say ownerAttribute: free are indexedAttribute3, indexedAttribute4, indexedAttribute5",
    );
    expect(censusFindings(counted(there, "indexedAttribute5", 90_000), "indexedAttribute5").map(standing)[2]).to.equal(
      "fine: yes, of the first 5 users",
    );
  });

  it("takes a user for a guest by three signs at once, and for nobody's by two", () => {
    expect(runOf(guest)).to.equal("0123abcd");
    expect(runOf({ ...guest, UserName: "CIAMDOCTOR0123ABCDF" })).to.equal("0123abcd");
    for (const other of [
      { UserName: "ann" },
      { UserName: null },
      { UserName: "ciamdoctor99999999f" },
      { IndexedAttribute4: null },
      { IndexedAttribute4: "ciam-doctors" },
      { IndexedAttribute5: "pulumi:released" },
      { IndexedAttribute5: "pulumi:ciam-doctor#0123abcd0" },
      { IndexedAttribute5: "pulumi:shop/ciam-doctor#0123abcd" },
      { IndexedAttribute5: null },
    ])
      expect(runOf({ ...guest, ...other }), JSON.stringify(other)).to.equal(undefined);
  });
});

describe("the pages that the doctor names", () => {
  const pages = [
    ...new Set([
      ...Object.values(switches).map(({ page }) => page),
      ...[
        nodeFinding("24.0.0"),
        clockFinding(0),
        describeCredentials({ source: "", isTemporary: false, mode: undefined }),
      ].map(({ page }) => page),
      ...censusFindings(counted([], "indexedAttribute5"), "indexedAttribute5").map(({ page }) => page),
      permissionFinding("users", []).page,
    ]),
  ];
  for (const page of pages) {
    it(`have ${page}`, () => {
      const [file = "", anchor] = page.split("#");
      const headings = readFileSync(file, "utf8")
        .split("\n")
        .filter((line) => line.startsWith("#"))
        .map((line) =>
          line
            .replace(/^#+ /, "")
            .toLowerCase()
            .replace(/[^\w\- ]/g, "")
            .replaceAll(" ", "-"),
        );
      if (anchor !== undefined) expect(headings).to.include(anchor);
    });
  }
});
