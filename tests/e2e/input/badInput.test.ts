import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { Cloud } from "../support/service/cloud";
import { eachInCloud, type Here } from "../support/service/eachInCloud";
import { job, people, program } from "../support/pulumi/programs";
import type { ProjectOptions } from "../support/pulumi/project";

const NOBODY = "0123456789abcdef0123456789abcdef";

describe("what is wrong with a program or its files", function () {
  this.timeout(60_000);
  let cloud: Cloud;
  let store: string;
  let begin: Here["begin"];

  eachInCloud((here) => {
    ({ cloud, store, begin } = here);
  });

  /** What a person reads when this program is run, and what was called meanwhile. One that reads files fails by itself. */
  async function refused(text: string, files?: Record<string, string>) {
    const project = await begin(text, { runs: files ? "by itself" : "here" });
    for (const [file, content] of Object.entries(files ?? {})) project.write(file, content);
    const { result, calls } = await cloud.callsDuring(() => project.upFails());
    return { screen: result.screen, calls };
  }

  const loaded = () =>
    program(
      `new ciam.UserImportJob("staff", { userStoreId: "${store}", userSets: { staff: ciam.usersFromFile("staff.csv") } });`,
    );

  it("in a file is told by file, line, column and rule, all at once, and nothing is called", async () => {
    const { screen, calls } = await refused(loaded(), {
      "staff.csv": [
        "key,userName,email,birthdate,password",
        "alice,alice,alice@example.com,1990-02-30,",
        "bob,bob,bob.example.com,1990-01-01,canary-Passw0rd-9c41",
        "carol,,,,",
        "alice,alice2,alice2@example.com,,",
      ].join("\n"),
    });
    expect(screen).to.match(/staff\.csv:2:\S* .*birthdate.*not a date/);
    expect(screen).to.match(/staff\.csv:3:\S* .*email.*not an e-mail address/);
    expect(screen).to.match(/staff\.csv:4:\S* .*identity/);
    expect(screen).to.match(/staff\.csv:5:\S* .*alice.*line 2|staff\.csv:5.*staff\.csv:2/);
    expect(screen).not.to.contain("canary");
    expect(screen).not.to.match(/^\s+at .*\.js:\d+/m);
    expect(calls).to.deep.equal([]);
  });

  it("in a file that is not there or empty is no empty set", async () => {
    const missing = await refused(loaded(), {});
    expect(missing.screen).to.match(/staff\.csv.*(not there|no such file|does not exist)/i);
    const empty = await refused(loaded(), { "staff.csv": "key,email\n" });
    expect(empty.screen).to.match(/staff\.csv.*no user/i);
    expect([...missing.calls, ...empty.calls]).to.deep.equal([]);
  });

  it("is a hash for a password, until the file or the program says that it is plain, which a preview shows", async () => {
    const hash = "{SSHA}c2FsdHNhbHRzYWx0c2FsdHNhbHRzYWx0";
    const files = { "staff.csv": `userName,password\nalice,${hash}\nbob,****\n` };
    const hashes = [
      hash,
      "$P$BJTe8iBJUuOui0O.A4JDRkLMfqqraF.",
      "scrypt:32768:8:1$abcdEFGH$9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
      "*0E8F21E4240F5AD5A07D088F9C93890D13D78A4E",
      "3cb4e732631f47e6eb961f34554b7cde:a1b2c3",
      "$y$j9T$F5Jx5fExrKuPp53xLKQ..1$X3DX6M94c7o.9agCG9G317fhZg9SqC.5i5rd.RhAtQ7",
    ];
    const masks = ["****", "!", "x", "*LK*", "[redacted]", "••••"];
    const rows = [...hashes, ...masks].map((password, at) => `user${String(at)},${password}\n`);
    const all = await refused(loaded(), { "staff.csv": `userName,password\n${rows.join("")}` });
    expect(all.screen).to.contain("staff.csv: 12 findings");
    expect(all.screen).to.contain("6 in all: password: looks like a mask");
    const inFile = await refused(loaded(), files);
    expect(inFile.screen).to.match(/staff\.csv:2:2: password: looks like a hash: .*columns: \{"password": false\}/);
    expect(inFile.screen).to.match(/staff\.csv:3:2: password: looks like a mask .*passwordsArePlain: true/);
    const inProgram = await refused(program(job(store, { alice: { userName: "alice", password: hash } })));
    expect(inProgram.screen).to.match(/userSets\["staff"\]\.alice\.password: looks like a hash/);
    expect(inFile.screen + inProgram.screen).not.to.contain(hash);
    expect([...inFile.calls, ...inProgram.calls]).to.deep.equal([]);
    const project = await begin(loaded().replace('"staff.csv")', '"staff.csv", { passwordsArePlain: true })'));
    for (const [file, content] of Object.entries(files)) project.write(file, content);
    const { screen } = await project.succeeds("preview", "--diff");
    expect(screen).to.match(/passwordsArePlain: \[\s*\[0\]: "staff"/);
    expect(screen).not.to.contain(hash);
    expect((await cloud.callsDuring(() => project.up())).calls).to.include("CreateApiImportUserJob");
  });

  it("that is no file, or is linked from elsewhere, is refused at once and not read", async () => {
    const project = await begin(loaded(), { runs: "by itself" });
    const file = join(project.folder, "staff.csv");
    for (const [make, why] of [
      [() => void execFileSync("mkfifo", [file]), /staff\.csv: is a named pipe and no file/],
      [() => symlinkSync("/dev/zero", file), /staff\.csv: is reached by a link, staff\.csv, that leads out of/],
      [
        () => symlinkSync("/proc/self/environ", file),
        /staff\.csv: is reached by a link, staff\.csv, that leads out of/,
      ],
      [() => mkdirSync(file), /staff\.csv: is a directory/],
    ] as const) {
      make();
      const { result, calls } = await cloud.callsDuring(() => project.upFails());
      expect(result.screen).to.match(why);
      expect(calls).to.deep.equal([]);
      rmSync(file, { recursive: true });
    }
  }).timeout(120_000);

  it("in every row of a large file is told by the first rows and their number", async () => {
    const rows = Array.from({ length: 150_000 }, (_, index) => `u${String(index)},2022/1/5`);
    const { screen, calls } = await refused(loaded(), { "staff.csv": ["userName,birthdate", ...rows].join("\n") });
    const rule = "birthdate: is not a date of the calendar, YYYY-MM-DD";
    expect(screen).to.contain("staff.csv: 150,000 findings, nothing was sent to CIAM");
    for (const line of [2, 3, 4]) expect(screen).to.contain(`staff.csv:${String(line)}:2: ${rule}`);
    expect(screen).to.contain(`and 149,997 more, 150,000 in all: ${rule}`);
    expect(screen).not.to.contain("staff.csv:5:2");
    expect(calls).to.deep.equal([]);
  });

  it("in an identity that an eye does not see whole, or takes for another, is told in a file and in a literal set", async () => {
    const users = ["key,userName", "a,alice", "b,ali\u3164ce", "c,\u0430l\u0456\u0441\u0435", "d,bob", "e,\uff42ob"];
    const { screen, calls } = await refused(loaded(), { "staff.csv": users.join("\n") });
    expect(screen).to.contain("staff.csv:3:2: userName: holds U+3164, which no screen shows: take it out");
    expect(screen).to.match(
      /staff\.csv:4:2: userName: .* \(with U\+0430\) looks like the userName of the user in line 2/,
    );
    expect(screen).to.match(/staff\.csv:6:2: userName: is written with characters .* \(U\+FF42 for "b"\)/);
    const literal = { alice: { userName: "alice" }, eve: { userName: "\u0430lice" } };
    const told = await refused(program(job(store, literal)));
    expect(told.screen).to.match(/userSets\["staff"\]\.eve\.userName: .*looks like the userName of .*alice/);
    expect([...calls, ...told.calls]).to.deep.equal([]);
  });

  it("in a literal set is told by its path", async () => {
    const users = { alice: { userName: "alice", emial: "alice@example.com" }, bob: { nickname: "Bob" } };
    const { screen, calls } = await refused(program(job(store, users)));
    expect(screen).to.match(/userSets\["?staff"?\].*alice.*emial.*email/);
    expect(screen).to.match(/userSets\["?staff"?\].*bob.*identity/);
    expect(calls).to.deep.equal([]);
  });

  it("in an input of the resource is told with what there is", async () => {
    const text = program(
      job(store, people("alice"), { args: { conflictPolicy: "overwrite", removalPolcy: "retain" } }),
    );
    const { screen, calls } = await refused(text);
    expect(screen).to.match(/conflictPolicy.*"fail".*"adopt".*"skip"/);
    expect(screen).to.match(/removalPolcy.*no such input/);
    expect(calls).to.deep.equal([]);
  });

  it("below an input, or in a policy, is told with its own names and the one that was meant", async () => {
    const args = {
      deletionLimit: { procent: 50 },
      timeouts: { jobs: "30m" },
      conflictPolicy: "adpot",
      ignoreFields: ["phone"],
    };
    const { screen, calls } = await refused(program(job(store, people("alice"), { args })));
    for (const said of [
      'deletionLimit.procent: deletionLimit has no such member (did you mean "percent"?); it has count, percent',
      'timeouts.jobs: timeouts has no such member (did you mean "job"?); it has job, total',
      'conflictPolicy: "adpot" is none of "fail", "adopt", "skip" (did you mean "adopt"?)',
      'ignoreFields[0]: "phone" is no field of a user (did you mean "phoneNumber"?)',
    ]) {
      expect(screen).to.contain(said);
    }
    expect(calls).to.deep.equal([]);
  });

  it("in the titles of a file is told with the field that was meant, and case is no matter", async () => {
    const { screen, calls } = await refused(loaded(), {
      "staff.csv": "username,Name,EMAIL,phone,E-Mail 2\nalice,Alice,alice@example.com,13800008001,x\n",
    });
    expect(screen).to.contain('staff.csv:1:4: unknown column "phone" (did you mean "phoneNumber"?)');
    expect(screen).to.contain('for these 2 columns: columns: {phone: "phoneNumber", "E-Mail 2": false}');
    expect(screen).not.to.match(/unknown column "(?:username|Name|EMAIL)"/);
    expect(calls).to.deep.equal([]);
  });

  it("with an identity in two resources names both and their keys", async () => {
    const text = program(
      job(store, people("alice")),
      job(store, { al: { userName: "al", email: "ALICE@example.com" } }, { name: "guests" }),
    );
    const { screen, calls } = await refused(text);
    expect(screen).to.match(/staff.*alice/);
    expect(screen).to.match(/guests.*al\b/);
    expect(calls.filter((action) => action === "CreateApiImportUserJob").length).to.be.at.most(1);
  });

  it("is a store that does not exist", async () => {
    const { screen } = await refused(program(job(NOBODY, people("alice"))));
    expect(screen).to.contain(`user store ${NOBODY} does not exist in this account`);
    expect(screen).to.contain("check userStoreId and the credentials");
  });

  it("is a group that does not exist", async () => {
    const users = { alice: { userName: "alice", userGroups: [NOBODY] } };
    const { screen } = await refused(program(job(store, users)));
    expect(screen).to.match(/staff\/alice .*group/i);
    expect(screen).to.contain("check the group id");
  });

  it("is a group name that the resource does not know", async () => {
    const users = { alice: { userName: "alice", userGroups: ["testers"] } };
    const { screen, calls } = await refused(program(job(store, users, { args: { groups: { tester: NOBODY } } })));
    expect(screen).to.match(/testers.*tester/);
    expect(calls).to.deep.equal([]);
  });
});

describe("what is wrong with an account or a connection", function () {
  this.timeout(60_000);
  let cloud: Cloud;
  let store: string;
  let begin: Here["begin"];

  eachInCloud((here) => {
    ({ cloud, store, begin } = here);
  });

  async function screenOf(text: string, options: ProjectOptions = {}): Promise<string> {
    return (await (await begin(text, options)).upFails()).screen;
  }

  it("is said of missing credentials with every place that was looked at", async () => {
    const screen = await screenOf(program(job(store, people("alice"))), {
      env: { TENCENTCLOUD_SECRET_ID: undefined, TENCENTCLOUD_SECRET_KEY: undefined },
    });
    for (const place of ["TENCENTCLOUD_SECRET_ID", "tencentcloud:secretId", ".tencentcloud/credentials", ".tccli"]) {
      expect(screen).to.contain(place);
    }
  });

  it("is said of a key that lies in the config in clear, and not of a secret one", async () => {
    const config = { "tencentcloud:secretId": cloud.secretId, "tencentcloud:secretKey": cloud.secretKey };
    const env = { TENCENTCLOUD_SECRET_ID: undefined, TENCENTCLOUD_SECRET_KEY: undefined };
    const inClear = await begin(program(job(store, people("alice"))), { config, env });
    expect((await inClear.up()).screen).to.match(/warning: tencentcloud:secretKey is in the config .* in clear/);
    await inClear.succeeds("config", "set", "--secret", "tencentcloud:secretKey", cloud.secretKey);
    const { screen } = await inClear.up();
    expect(screen).not.to.contain("in clear");
    expect(screen).not.to.contain(cloud.secretKey);
  });

  it("is said of a wrong key without showing it", async () => {
    const env = { TENCENTCLOUD_SECRET_KEY: "canary-key-71aa" };
    const screen = await screenOf(program(job(store, people("alice"))), { env });
    expect(screen).to.contain("AuthFailure.SignatureFailure");
    expect(screen).not.to.contain("canary");
  });

  it("is said of a service that is not activated with what to do", async () => {
    await cloud.faults([
      { action: "*", when: "before", effect: "code", code: "UnauthorizedOperation.TenantNotActivated" },
    ]);
    const screen = await screenOf(program(job(store, people("alice"))));
    expect(screen).to.match(/TenantNotActivated.*activate/i);
  });

  it("is said of a store on the international endpoint before anything is called", async () => {
    const screen = await screenOf(program(`new ciam.UserStore("customers", { name: "customers" });`), {
      config: { "ciam:endpoint": "ciam.intl.tencentcloudapi.com" },
    });
    expect(screen).to.contain("UserStore needs the mainland API");
    expect(screen).to.contain("ciam.tencentcloudapi.com");
  });

  it("is said of every setting that cannot be used, by a preview already, where nobody is called", async () => {
    const config = {
      "ciam:endpoint": "",
      "ciam:region": "Singapore (1)",
      "ciam:language": "fr",
      "ciam:rate": "99",
      "ciam:showValues": "yes",
    };
    const project = await begin(program(job(store, people("alice"))), { config });
    const { result, calls } = await cloud.callsDuring(() => project.fails("preview"));
    for (const said of [
      'ciam:endpoint "" cannot be used: it must be a host such as ciam.intl.tencentcloudapi.com, a URL, or "embedded"',
      'ciam:region "Singapore (1)" cannot be used: it must be a region such as ap-singapore',
      'ciam:language "fr" is not known: use en-US or zh-CN',
      'ciam:rate "99" must be a number of requests a second, more than 0 and at most 20',
      'ciam:showValues "yes" is neither true nor false',
    ]) {
      expect(result.screen).to.contain(`resource 'staff' has a problem: ${said}`);
    }
    expect(calls).to.deep.equal([]);
  });

  it("is not said of an endpoint that only up will know", async () => {
    const text = program(
      `const customers = new ciam.UserStore("customers", { name: "others" });`,
      `const again = new ciam.Provider("again", { endpoint: customers.userStoreId.apply(() => "${cloud.endpoint}") });`,
      job(store, people("alice"), { opts: "{ provider: again }" }),
    );
    const project = await begin(text);
    await project.preview();
    await project.up();
    expect(await cloud.names(store)).to.deep.equal(["alice"]);
  });

  it("is said of a service that is down in one sentence", async () => {
    const screen = await screenOf(program(job(store, people("alice"))), {
      config: { "ciam:endpoint": "http://127.0.0.1:9" },
    });
    expect(screen).to.match(/127\.0\.0\.1:9.*(refused|not reach)/i);
    expect(screen).not.to.match(/^\s+at .*\.js:\d+/m);
  });

  it("is said of what a program looks up in one sentence, whatever becomes of the answer", async () => {
    const stores = `ciam.getUserStores({ endpoint: "127.0.0.1:9" })`;
    const project = await begin(
      program(
        `new ciam.UserImportJob("staff", { userStoreId: ${stores}.then(([one]) => one.userStoreId), userSets: {} });`,
        `${stores}.then(console.log);`,
        `exports.stores = ${stores};`,
      ),
      { runs: "by itself" },
    );
    const { screen } = await project.fails("preview");
    expect(screen).to.match(/^ +error: ListUserStore: nothing listens on 127\.0\.0\.1:9 /m);
    expect(screen).to.match(/^ +error: error serializing property "userStoreId": ListUserStore: nothing listens/m);
    expect(screen).not.to.match(/^\s+at /m);
  });

  it("is said of the emulator's credentials on their way to the cloud, and nothing is sent", async () => {
    const screen = await screenOf(program(job(store, people("alice"))), {
      config: { "ciam:endpoint": "ciam.tencentcloudapi.com" },
    });
    expect(screen).to.contain("the credentials are those of the emulator");
  });

  it("is said of another account, and neither the state nor that account is touched", async () => {
    const here = await begin(program(job(store, people("alice", "bob"))));
    await here.up();
    const before = (await here.revealed("staff")).outputs;
    const other = await Cloud.open();
    here.write("Pulumi.dev.yaml", `config:\n  ciam:endpoint: "${other.endpoint}"\n`);
    here.program(program(job(store, people("alice", "carol"))));
    // The failed update has recorded the endpoint, so that refresh and destroy go there too.
    for (const verb of ["up", "refresh", "destroy"]) {
      const { result, writes } = await other.callsDuring(() => here.fails(verb, "--yes", "--skip-preview"));
      expect(result.screen).to.match(/does not exist in this account|not among the stores of these credentials/);
      expect(writes).to.deep.equal([]);
      expect((await here.revealed("staff")).outputs).to.deep.equal(before);
    }
    await other.close();
  });
});
