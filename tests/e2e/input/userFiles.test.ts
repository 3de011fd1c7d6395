import { join } from "node:path";
import { inflateRawSync } from "node:zlib";
import { expect } from "chai";
import { decodeRecord } from "../../../provider/resources/userImportJob/state/record";
import { canaries, Lookout } from "../../support/canaries";
import { Cloud } from "../support/service/cloud";
import { program } from "../support/pulumi/programs";
import { Project } from "../support/pulumi/project";
import { textsIn } from "../support/texts";

/** A value of its own for every field of a user that can hold one, and for every credential. */
const fields = {
  userName: "Canary-user-101",
  phoneNumber: "+86-13800008102",
  email: "canary-103@example.com",
  residentIdentityCard: canaries.card,
  nickname: "Canary-nickname-104",
  address: "Canary-address-105",
  qqOpenId: "Canary-qq-106",
  qqUnionId: "Canary-qqunion-107",
  wechatOpenId: "Canary-wechat-108",
  wechatUnionId: "Canary-wechatunion-109",
  alipayUserId: "Canary-alipay-110",
  weComUserId: "Canary-wecom-111",
  description: "Canary-description-112",
  birthdate: "1987-06-05",
  name: "Canary-name-113",
  locale: "Canary-locale-114",
  gender: "Canary-gender-115",
  job: "Canary-job-117",
  nationality: "Canary-nationality-118",
  zone: "Canary-zone-119",
  indexedAttribute1: "Canary-index-120",
  indexedAttribute2: "Canary-index-121",
  indexedAttribute3: "Canary-index-122",
  indexedAttribute4: "Canary-index-123",
};

const others = {
  plain: { userName: "Canary-user-130", password: canaries.filePassword },
  sha1: {
    userName: "Canary-user-131",
    password: canaries.sha1Hash,
    passwordEncryptType: "SHA1",
    salt: {
      saltValue: canaries.salt,
      saltLocation: { saltLocationType: "OTHER", saltLocationRule: { regex: canaries.saltRule } },
    },
  },
  bcrypt: { userName: "Canary-user-132", password: canaries.bcryptHash, passwordEncryptType: "BCRYPT" },
  attributes: {
    userName: "Canary-user-133",
    customAttributes: [
      { name: "team", value: "Canary-team-134" },
      { name: "desk", value: "Canary-desk-135" },
    ],
    // How a name was verified says nothing about a person, and a plan tells it.
    identityVerificationMethod: "atTheOffice",
  },
  refused: { email: "canary-136@nowhere", residentIdentityCard: canaries.fileCard },
};

const changed = {
  nickname: "Canary-nickname-140",
  address: "",
  userName: "Canary-user-141",
  password: canaries.newPassword,
};
const byHand = "Canary-by-hand-142";

/** Every value above, by its place. */
const values: Record<string, string> = {
  ...fields,
  plain: others.plain.userName,
  password: canaries.filePassword,
  sha1: canaries.sha1Hash,
  salt: canaries.salt,
  saltRule: canaries.saltRule,
  bcrypt: canaries.bcryptHash,
  attribute: "Canary-team-134",
  otherAttribute: "Canary-desk-135",
  refused: others.refused.email,
  fileCard: canaries.fileCard,
  defaultPassword: canaries.defaultPassword,
  page: "Canary-user-137",
  changedNickname: changed.nickname,
  changedUser: changed.userName,
  newPassword: canaries.newPassword,
  byHand,
};
const lookout = new Lookout(values);

describe("the values of users of a file", function () {
  this.timeout(600_000);

  it(`are in no state, no record, no log, no event and on no screen: ${String(Object.keys(values).length)} of them`, async () => {
    expect(Object.keys(values).length).to.be.at.least(40);
    const cloud = await Cloud.open();
    const store = await cloud.store();
    const project = await Project.create(
      program(
        `new ciam.UserImportJob("people", { userStoreId: "${store}", failurePolicy: "warn", passwordPolicy: "managed", batch: { users: 3 },`,
        `  userFiles: { people: { path: "people.json" }, pages: { path: "pages.yaml", defaults: { password: "${canaries.defaultPassword}" } } } });`,
      ),
      { cloud, key: "of a passphrase", env: { PULUMI_DEBUG_COMMANDS: "true" } },
    );
    const write = (all: object) => project.write("people.json", JSON.stringify({ all, ...others }));
    write(fields);
    project.write("pages.yaml", "yan:\n  userName: Canary-user-137\n");
    const screens: string[] = [];
    const see = async (...args: string[]) => screens.push((await project.run(...args)).screen);
    const events = (name: string) => ["--event-log", join(project.folder, "..", "state", name)];
    const verbose = ["--debug", "--logtostderr", "--logflow", "--verbose=9"];

    await see("preview", "--diff", ...events("preview.log"), ...verbose);
    await see("preview", "--json");
    await see("up", "--yes", "--diff", ...events("up.log"), ...verbose);
    expect(await cloud.users(store), "one of them is refused").to.have.length(6);
    write({ ...fields, ...changed });
    await see("preview", "--json");
    await cloud.faults([{ action: "UpdateUser", nth: 1, when: "after", effect: "garbage" }]);
    await see("up", "--yes", ...events("failed.log"), ...verbose);
    await cloud.noFaults();
    await see("up", "--yes", "--json");
    await cloud.edit(store, changed.userName, { Nickname: byHand });
    await see("refresh", "--yes", "--diff", ...events("refresh.log"), ...verbose);
    await see("up", "--yes");
    const shown = await project.revealed("people");
    // What a program says of all users is its own, and so a secret of its inputs.
    for (const args of [["export"], ["history", "--json"]]) {
      const { screen } = await project.run("stack", ...args, "--show-secrets");
      screens.push(screen.replaceAll(canaries.defaultPassword, ""));
    }
    project.remove("people.json");
    await see("preview");
    await see("destroy", "--yes", ...events("destroy.log"));
    expect(await cloud.users(store)).to.deep.equal([]);

    const { names } = JSON.parse(String(shown.outputs?.fileRecord)) as { names: string };
    const unpacked = [
      inflateRawSync(Buffer.from(names, "base64")).toString("utf8"),
      JSON.stringify(decodeRecord({ record: plaintextOf(shown.outputs?.record) })).replaceAll(
        canaries.defaultPassword,
        "",
      ),
    ];
    const written = textsIn(join(project.folder, "..", "state"));
    for (const seen of [...screens, ...written, ...textsIn(project.home), ...unpacked])
      expect(lookout.sightings(withoutDumps(seen))).to.deep.equal([]);
    expect(written.filter((text) => text.includes("resourcePreEvent"))).to.have.length(5);
    project.dispose();
    await cloud.close();
  });
});

/** A secret of `stack export --show-secrets`. */
function plaintextOf(value: unknown): unknown {
  const { plaintext } = (value ?? {}) as { plaintext?: string };
  return plaintext === undefined ? value : (JSON.parse(plaintext) as unknown);
}

/**
 * What Pulumi itself writes down for whoever hunts its bugs: so verbose, the engine logs each property of each of its
 * calls, secrets of the program in clear.
 */
function withoutDumps(seen: string): string {
  return seen
    .replace(/^.*(?:M|Unm)arshaling property for RPC.*$/gm, "")
    .replace(/^.*RegisterResource RPC (?:prepared|finished): .*$/gm, "");
}
