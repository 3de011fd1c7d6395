import { join } from "node:path";
import { inflateRawSync } from "node:zlib";
import { expect } from "chai";
import { decodeRecord } from "../../provider/resources/userImportJob/state/record";
import { canaries, Lookout } from "../support/canaries";
import { Cloud } from "./support/cloud";
import { program } from "./support/programs";
import { Project } from "./support/project";
import { textsIn } from "./support/texts";

const declare = (store: string, more = "") =>
  program(
    `const customers = new ciam.UserImportJob("customers", { userStoreId: "${store}", ${more}`,
    `  userFiles: { customers: ciam.userFile("users/customers.csv", { key: "no", columns: { no: "key" } }) } });`,
    `exports.summary = customers.summary; exports.ids = customers.userIds("customers");`,
  );

const line = (n: number, nickname = `Nick ${String(n)}`) =>
  `c${String(n)},customer${String(n)},customer${String(n)}@example.com,${nickname}`;

const csv = (lines: readonly string[]) => `no,userName,email,nickname\n${lines.join("\n")}\n`;

const crowd = (count: number) => Array.from({ length: count }, (_, n) => line(n));

// Each step goes on from the one before, as a person's day does.
describe("users of a file, from the first preview to destroy", function () {
  this.timeout(60_000);
  let cloud: Cloud;
  let store: string;
  let project: Project;
  let older: string;
  const write = (lines: readonly string[]) => project.write("users/customers.csv", csv(lines));

  before(async () => {
    cloud = await Cloud.open();
    store = await cloud.store();
    project = await Project.create(declare(store), { cloud, key: "of a passphrase" });
  });
  after(async () => {
    project.dispose();
    await cloud.close();
  });

  it("stop the preview where the file is missing, and say where it was looked for", async () => {
    const { screen } = await project.fails("preview");
    expect(screen).to.contain("users/customers.csv: does not exist (looked for ");
  });

  it("are counted and named before anything happens, and arrive by one job", async () => {
    write(crowd(30));
    const { screen } = await project.preview();
    expect(screen).to.contain("plan: 30 import").and.to.contain("and 10 more users");
    const { writes } = await cloud.callsDuring(() => project.up());
    expect(writes).to.deep.equal(["CreateApiImportUserJob"]);
    const { ids } = await project.outputs();
    expect(ids).to.have.property("c7", (await cloud.user(store, "customer7")).UserId);
    older = (await project.succeeds("stack", "export")).stdout;
  });

  it("need no call when nothing has changed, nor when the lines stand in another order", async () => {
    write(crowd(30).reverse());
    const { result, calls } = await cloud.callsDuring(() => project.up("--expect-no-changes"));
    expect(result.screen).to.contain("unchanged");
    expect(calls).to.deep.equal([]);
  });

  it("are shown by name and field where the file changed, and a machine sees an input change", async () => {
    write([...crowd(30).filter((_, n) => n !== 3 && n !== 4), line(4, "Other"), line(99)]);
    const { screen } = await project.preview();
    expect(screen).to.contain("1 import, 1 update (nickname 1), 1 delete");
    expect(screen)
      .to.contain("- customers/c3\n")
      .and.to.contain("~ customers/c4  nickname → O***")
      .and.to.contain("+ customers/c99");
    expect(screen).to.match(/~ digest: "[0-9a-f-]+" => "[0-9a-f-]+"/);
    expect(screen).not.to.contain("example.com").and.not.to.contain("printKey");
  });

  it("are judged anew when the file is edited between the preview and the up", async () => {
    write(crowd(30).slice(0, 15));
    const { screen } = await project.upFails();
    expect(screen).to.contain("15 of 30 managed users would be removed");
    expect(await cloud.users(store)).to.have.length(30);
    write([...crowd(30).filter((_, n) => n !== 3 && n !== 4), line(4, "Other"), line(99)]);
    const { writes } = await cloud.callsDuring(() => project.up());
    expect([...writes].sort()).to.deep.equal(["CreateApiImportUserJob", "DeleteUsers", "UpdateUser"]);
  });

  it("drift by name and field in a refresh, and come back with the next up", async () => {
    await cloud.edit(store, "customer7", { Nickname: "By hand" });
    await cloud.drop(store, "customer8");
    await project.fails("refresh", "--yes", "--skip-preview", "--expect-no-changes");
    expect((await project.resource("customers")).inputs?.drift).to.deep.equal({
      "customers/c7": "nickname",
      "customers/c8": "gone",
    });
    const { screen } = await project.preview();
    expect(screen).to.contain("1 import, 1 update (nickname 1)").and.to.contain("- drift");
    await project.up();
    expect((await cloud.user(store, "customer7")).Nickname).to.equal("Nick 7");
    expect((await project.resource("customers")).inputs).not.to.have.property("drift");
    await project.refresh("--expect-no-changes");
  });

  it("lose nobody when an old state is restored", async () => {
    const before = await ids(cloud, store);
    project.write("older.json", older);
    await project.succeeds("stack", "import", "--file", "older.json");
    await project.succeeds("up", "--yes", "--refresh", "--skip-preview");
    await project.succeeds("up", "--yes", "--skip-preview");
    const after = await ids(cloud, store);
    // Who was imported while the older state slept is found by its mark.
    expect(after.get("customer4")).to.equal(before.get("customer4"));
    expect([...after.keys()].sort()).to.deep.equal([...before.keys()].sort());
    await project.refresh("--expect-no-changes");
  });

  it("are turned into users by value without a call that writes, and back", async () => {
    const byValue = program(
      `new ciam.UserImportJob("customers", { userStoreId: "${store}",`,
      `  userSets: { customers: ciam.usersFromFile("users/customers.csv", { key: "no", columns: { no: "key" } }) } });`,
    );
    for (const text of [byValue, declare(store)]) {
      project.program(text);
      const { writes } = await cloud.callsDuring(() => project.up());
      expect(writes).to.deep.equal([]);
    }
  });

  it("leave with the resource, without the file", async () => {
    project.remove("users/customers.csv");
    await project.refresh();
    await project.destroy();
    expect(await cloud.users(store)).to.deep.equal([]);
  });
});

async function ids(cloud: Cloud, store: string): Promise<Map<string, string>> {
  return new Map((await cloud.users(store)).map(({ UserName, UserId }) => [UserName ?? "", UserId]));
}

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
