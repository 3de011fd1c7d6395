import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request as httpRequest } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { startEmulator, type Emulator, type EmulatorOptions } from "../../emulator";
import { vendorFor } from "../contract/clients/vendor";
import { EmulatorProcess, finished } from "./emulatorProcess";

const page = { PageSize: 10, PageNumber: 1 };
const folder = mkdtempSync(join(tmpdir(), "containers-"));

after(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

describe("an emulator in a container", () => {
  const running: EmulatorProcess[] = [];
  const within = async (variables: Record<string, string>, ...args: string[]): Promise<EmulatorProcess> => {
    const emulator = await EmulatorProcess.within(variables, ...args);
    running.push(emulator);
    return emulator;
  };
  afterEach(() => Promise.all(running.splice(0).map((emulator) => emulator.end())));

  const told = async (emulator: EmulatorProcess, path: string, token = ""): Promise<Record<string, unknown>> => {
    const headers = { "x-emulator-token": token };
    const url = `${emulator.ready.admin.replace("0.0.0.0", "127.0.0.1")}${path}`;
    return (await (await fetch(url, { headers })).json()) as Record<string, unknown>;
  };

  it("takes every setting from a variable, and options before variables", async () => {
    const config = file("config.json", '{"maxStores": 9, "maxGroupsPerStore": 8}');
    const emulator = await within(
      {
        CIAM_EMULATOR_HOST: "0.0.0.0",
        CIAM_EMULATOR_DATA: join(folder, "data.db"),
        CIAM_EMULATOR_CONFIG: config,
        CIAM_EMULATOR_SET: "maxPageSize=20 ratePerSecond=0",
        CIAM_EMULATOR_FAULT: "token-expired, slow-drip",
        CIAM_EMULATOR_SEED: "7",
        CIAM_EMULATOR_STRICT_SIGNATURE: "false",
        CIAM_EMULATOR_LOAD: `customers=${file("users.csv", "userName\nalice\n")}`,
        CIAM_EMULATOR_ALLOW_HOST: "ciam.example.com",
        CIAM_EMULATOR_ADMIN_TOKEN: "only-for-tests",
        CIAM_EMULATOR_PORT: "",
      },
      "--set",
      "maxStores=7",
    );
    expect(new URL(emulator.ready.endpoint).hostname).to.equal("0.0.0.0");
    // A token that somebody gave is nothing to print.
    expect(emulator.readyLine).not.to.contain("only-for-tests");
    const token = "only-for-tests";
    expect(await told(emulator, "/config", token)).to.include({
      maxStores: 7,
      maxGroupsPerStore: 8,
      maxPageSize: 20,
      ratePerSecond: 0,
    });
    expect((await told(emulator, "/faults", token))["rules"]).to.have.length(2);
    expect(await told(emulator, "/stats", token)).to.include({ stores: 1, users: 1 });
  });

  it("takes switches and faults as JSON too", async () => {
    const emulator = await within({
      CIAM_EMULATOR_SET: '{"regions": ["a b"], "masking": false}',
      CIAM_EMULATOR_FAULT: '["slow-drip", {"action": "*", "effect": "code", "code": "InternalError"}]',
    });
    const config = await told(emulator, "/config");
    expect([config["regions"], config["masking"]]).to.deep.equal([["a b"], false]);
    expect((await told(emulator, "/faults"))["rules"]).to.have.length(2);
  });

  it("refuses a misspelt variable or a wrong value by its name, and leaves those of a cluster alone", async () => {
    const wrong: [variables: Record<string, string>, text: RegExp][] = [
      [
        { CIAM_EMULATOR_PROT: "1" },
        /no variable CIAM_EMULATOR_PROT \(did you mean "CIAM_EMULATOR_PORT"\?\); there are /,
      ],
      [{ CIAM_EMULATOR_PORT: "http" }, /CIAM_EMULATOR_PORT http is not a number/],
      [{ CIAM_EMULATOR_SEED: "-1" }, /CIAM_EMULATOR_SEED -1 is not a number/],
      [{ CIAM_EMULATOR_STRICT_SIGNATURE: "perhaps" }, /CIAM_EMULATOR_STRICT_SIGNATURE is neither true nor false/],
      [{ CIAM_EMULATOR_SET: "maxPagSize=3" }, /no switch maxPagSize \(did you mean "maxPageSize"\?\)/],
      [{ CIAM_EMULATOR_SET: '{"a"' }, /CIAM_EMULATOR_SET begins like JSON and is none/],
      [{ CIAM_EMULATOR_FAULT: "throtle-storm" }, /no preset throtle-storm/],
      [{ CIAM_EMULATOR_CONFIG: join(folder, "none.json") }, /CIAM_EMULATOR_CONFIG .*none\.json: does not exist/],
      [{ CIAM_EMULATOR_ADMIN_TOKEN: "short" }, /CIAM_EMULATOR_ADMIN_TOKEN\) must be 8 to 256/],
      [{ CIAM_EMULATOR_ADMIN_TOKEN: "with a blank in it" }, /CIAM_EMULATOR_ADMIN_TOKEN\) must be/],
    ];
    for (const [variables, text] of wrong) {
      const result = await finished([], "", variables);
      expect(result, String(text)).to.include({ code: 2, stdout: "" });
      expect(result.stderr).to.match(text);
    }
    // What a cluster says of a service that is named ciam-emulator.
    await within({
      CIAM_EMULATOR_SERVICE_HOST: "192.0.2.7",
      CIAM_EMULATOR_SERVICE_PORT: "8080",
      CIAM_EMULATOR_PORT: "tcp://192.0.2.7:8080",
      CIAM_EMULATOR_PORT_8080_TCP_ADDR: "192.0.2.7",
    });
  });

  it("tells its health to a probe without a token, and to its own command", async () => {
    const emulator = await within({ CIAM_EMULATOR_HOST: "0.0.0.0" });
    const { port } = new URL(emulator.ready.endpoint);
    expect((await asked(`http://127.0.0.1:${port}/_emulator/health`, {})).status).to.equal(200);
    const probe = { method: "HEAD", headers: { host: `192.0.2.7:${port}` } };
    expect((await asked(`http://127.0.0.1:${port}/_emulator/health`, probe)).status).to.equal(200);
    expect((await asked(`http://127.0.0.1:${port}/_emulator/stats`, {})).status).to.equal(403);
    expect(await finished(["health", "--port", port])).to.include({ code: 0, stdout: "", stderr: "" });
    expect((await finished(["health"], "", { CIAM_EMULATOR_PORT: port, CIAM_EMULATOR_HOST: "::" })).code).to.equal(0);
    await emulator.end();
    const dead = await finished(["health", "--port", port]);
    expect(dead.code).to.equal(1);
    expect(dead.stderr).to.match(/^ciam-emulator: http:\/\/127\.0\.0\.1:\d+\/_emulator\/health: .*ECONNREFUSED/);
    expect((await finished(["health"])).stderr).to.contain("health needs --port N");
  }).timeout(20_000);
});

describe("an emulator that is asked by another name", () => {
  const running: Emulator[] = [];
  const started = async (options: EmulatorOptions): Promise<Emulator> => {
    const emulator = await startEmulator(options);
    running.push(emulator);
    return emulator;
  };
  afterEach(() => Promise.all(running.splice(0).map((emulator) => emulator.close())));

  it("answers names of containers and clusters, and those that it is told", async () => {
    const { endpoint } = await started({ host: "0.0.0.0", allowedHosts: ["CIAM.example.com"] });
    const health = endpoint.replace("0.0.0.0", "127.0.0.1") + "/_emulator/health";
    const status = async (host: string): Promise<number> => (await asked(health, { headers: { host } })).status;
    for (const host of ["ciam", "host.docker.internal:1", "ciam.default.svc.cluster.local", "ciam.example.com:80"]) {
      expect(await status(host), host).to.equal(200);
    }
    for (const host of ["evil.example.com", "internal.example.com", "local.evil"]) {
      expect(await status(host), host).to.equal(403);
    }
  });

  it("says where an export is by the name and port that it was asked by", async () => {
    const config = { jobPendingMs: 0, jobProcessingMs: 0, jobProcessingMsPerThousandUsers: 0 };
    const { endpoint, secretId, secretKey } = await started({ host: "0.0.0.0", config });
    const { port } = new URL(endpoint);
    for (const host of ["127.0.0.1", "localhost"]) {
      const vendor = vendorFor({ endpoint: `http://${host}:${port}`, secretId, secretKey });
      const { UserStoreId } = await vendor.CreateUserStore({ UserPoolName: host });
      await vendor.CreateUser({
        UserStoreId,
        UserName: "a",
        PhoneNumber: "13800008000",
        Email: "a@b.example",
        Password: "x",
      });
      await vendor.CreateFileExportUserJob({ UserStoreId });
      const { JobSet } = await vendor.ListJobs({ UserStoreId });
      const { Location } = JobSet[0] ?? { Location: "" };
      expect(new URL(Location).host).to.equal(`${host}:${port}`);
      expect((await asked(Location, {})).text).to.contain("a@b.example");
    }
  });

  it("takes the token that it was given in place of one of its own, on this machine too", async () => {
    const { admin, ...rest } = await started({ adminToken: "only-for-tests" });
    expect(rest).not.to.have.property("adminToken");
    expect((await asked(`${admin}/stats`, {})).status).to.equal(403);
    expect((await asked(`${admin}/stats`, { headers: { "x-emulator-token": "only-for-tests" } })).status).to.equal(200);
  });
});

describe("an emulator that is loaded at its start", () => {
  const running: Emulator[] = [];
  const loaded = async (...load: string[]): Promise<Emulator> => {
    const emulator = await startEmulator({ load });
    running.push(emulator);
    return emulator;
  };
  afterEach(() => Promise.all(running.splice(0).map((emulator) => emulator.close())));

  const usersOf = async (emulator: Emulator) => {
    const vendor = vendorFor(emulator);
    const { UserStoreSet } = await vendor.ListUserStore(null);
    const UserStoreId = UserStoreSet[0]?.UserStoreId ?? "";
    const { Content } = await vendor.ListUser({ UserStoreId, Pageable: page, Original: true });
    return { store: UserStoreSet[0], users: Content };
  };
  const failure = (load: string): Promise<string> =>
    startEmulator({ load: [load] }).then(
      () => "loaded",
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );

  it("has the users of a CSV, NDJSON or JSON file, the same in each, with groups by their names", async () => {
    const alice = {
      userName: "alice",
      email: "alice@example.com",
      userGroups: ["staff", "admins"],
      birthdate: "2000-02-29",
    };
    const bob = { UserName: "bob", Nickname: "Bob", IdentityVerified: false };
    const files = [
      file(
        "a.csv",
        '\ufeffuserName,Email,groups,birthdate,nickname,identityVerified\nalice,alice@example.com,"staff; admins",2000-02-29,,\nbob,,,,Bob,FALSE\n',
      ),
      file("a.ndjson", `${JSON.stringify(alice)}\n\n${JSON.stringify(bob)}\n`),
      file("a.json", JSON.stringify([alice, bob])),
      file("b.json", JSON.stringify({ users: [alice, { ...bob, email: null }] })),
      file("c.json", JSON.stringify({ alice, bob })),
      file("c.yaml", `alice: ${JSON.stringify(alice)}\nbob:\n  userName: bob\n  nickname: Bob\n`),
    ];
    const seen = new Set<string>();
    for (const path of files) {
      const { store, users } = await usersOf(await loaded(`customers=${path}`));
      expect([store?.UserStoreName, store?.UserNum]).to.deep.equal(["customers", 2]);
      expect(users.map(({ UserName, Email, Nickname }) => [UserName, Email, Nickname])).to.deep.equal([
        ["alice", "alice@example.com", null],
        ["bob", null, "Bob"],
      ]);
      expect(users[0]?.UserGroups).to.have.length(2);
      seen.add(
        JSON.stringify([
          store?.UserStoreId,
          users.map(({ UserId, UserGroups, Birthdate }) => [UserId, UserGroups, Birthdate]),
        ]),
      );
    }
    // Ids depend on names alone, so that a test can have them written down.
    expect([...seen]).to.have.length(1);
    expect([...seen][0]).to.contain("d957f87c0aaaac092cdc735dcfb73c24");
  });

  it("has the store that a file of users names itself", async () => {
    const { store } = await usersOf(await loaded(file("d.json", '{"store": "own", "users": [{"userName": "alice"}]}')));
    expect([store?.UserStoreName, store?.UserNum]).to.deep.equal(["own", 1]);
  });

  it("has all of a snapshot, and users beside it", async () => {
    const first = await loaded(`customers=${file("d.csv", "userName\nalice\n")}`);
    const snapshot = file("all.ndjson", await (await fetch(`${first.admin}/snapshot`)).text());
    const again = await loaded(snapshot, `others=${file("e.csv", "userName\nbob\n")}`);
    const { UserStoreSet } = await vendorFor(again).ListUserStore(null);
    expect(UserStoreSet.map(({ UserStoreName, UserNum }) => [UserStoreName, UserNum])).to.have.deep.members([
      ["customers", 1],
      ["others", 1],
    ]);
  });

  it("keeps what is there when it is started again with the same database", async () => {
    const data = join(folder, "again.db");
    const load = [`customers=${file("f.csv", "userName\nalice\n")}`];
    const first = await startEmulator({ data, load });
    const { store, users } = await usersOf(first);
    const UserStoreId = store?.UserStoreId ?? "";
    await vendorFor(first).DeleteUsers({ UserStoreId, UserIds: users.map(({ UserId }) => UserId) });
    const snapshot = file("empty.ndjson", await (await fetch(`${first.admin}/snapshot`)).text());
    await first.close();
    const again = await startEmulator({ data, load: [...load, snapshot] });
    running.push(again);
    expect((await usersOf(again)).users).to.deep.equal([]);
  });

  it("says what is wrong with a file, and where; no value of it", async () => {
    const wrong: [load: string, text: RegExp][] = [
      [join(folder, "none.csv"), /^load .*none\.csv: does not exist$/],
      [`s=${folder}`, /: is a directory$/],
      ["s=", /^load s=: it names no file$/],
      [
        file("g.csv", "userName\nalice\n"),
        /it is no snapshot; for a file of users say the name of their store too, as STORE=FILE$/,
      ],
      [`s=${file("g.xlsx", "a: 1")}`, /users are read from .csv, .*\.yml only; "ciam convert"/],
      [`s=${file("g.yaml", "a: [")}`, /line 1: it is not YAML$/],
      [
        `s=${file("h.csv", "userName,emial\nalice,secret\n")}`,
        /line 2: a user has no Emial \(did you mean "Email"\?\)$/,
      ],
      [`s=${file("i.csv", "userName,email\nalice\n")}`, /line 2: it is not CSV with a line of names/],
      [`s=${file("j.json", "{")}`, /it is not JSON$/],
      [`s=${file("k.json", "1")}`, /neither a list of users nor an object/],
      [`s=${file("l.json", "[1]")}`, /user 1: it is no user/],
      [`s=${file("m.ndjson", '{"userName":"a"}\nsecret')}`, /line 2: it is not JSON$/],
      [`s=${file("n.json", '[{"userName":1}]')}`, /user 1: UserName: /],
      [
        `s=${file("o.csv", "userName\nalice\nalice\n")}`,
        /line 3: the user name is taken .*\(FailedOperation.UserNameAlreadyExists\)$/,
      ],
      [
        `s=${file("p.csv", "userName,phoneNumber\nalice,138****8000\n")}`,
        /line 2: the attribute PhoneNumber does not match/,
      ],
      [`s=${file("q.csv", "nickname\nA\n")}`, /line 2: the user has none of the identity attributes/],
      [`s=${file("r.json", '[{"userName":"a","userId":"x"}]')}`, /user 1: UserId: .*32 digits/],
      [file("u.ndjson", '{"snapshot":99}\n'), /the snapshot is of another version/],
    ];
    for (const [load, text] of wrong) {
      const said = await failure(load);
      expect(said, load).to.match(text).and.not.equal("loaded");
      expect(said, load).not.to.match(/secret|138/);
    }
    const result = await finished(["--load", `s=${join(folder, "h.csv")}`]);
    expect(result).to.include({ code: 2, stdout: "" });
  });
});

interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends headers that fetch would not allow. */
async function asked(url: string, { method = "GET", headers = {} }: Asked): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(url, { method, headers }, (reply) => {
      let text = "";
      reply.setEncoding("utf8").on("data", (part: string) => (text += part));
      reply.on("end", () => resolve({ status: reply.statusCode ?? 0, text }));
    });
    request.on("error", reject);
    request.end();
  });
}
