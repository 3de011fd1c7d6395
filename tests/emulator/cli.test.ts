import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { describeCodes } from "../../emulator/command/codes";
import { describeConfig } from "../../emulator/service/config";
import { describePresets } from "../../emulator/faults/presets";
import { vendorFor } from "../contract/clients/vendor";
import { expectInert, hostileTexts } from "../support/hostile";
import { EmulatorProcess, finished } from "./emulatorProcess";

describe("the command ciam-emulator", () => {
  const folder = mkdtempSync(join(tmpdir(), "emulator-"));
  const running: EmulatorProcess[] = [];
  const started = async (...args: string[]): Promise<EmulatorProcess> => {
    const emulator = await EmulatorProcess.start(...args);
    running.push(emulator);
    return emulator;
  };
  afterEach(() => Promise.all(running.splice(0).map((emulator) => emulator.end())));
  after(() => rmSync(folder, { recursive: true }));

  const file = (name: string, content: string): string => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };

  const othersDatabase = (): string => {
    const path = join(folder, "other.db");
    rmSync(path, { force: true });
    const other = new DatabaseSync(path);
    other.exec("CREATE TABLE invoices (id INTEGER); PRAGMA user_version = 2");
    other.close();
    return path;
  };

  it("prints one line of JSON when it is ready, and can be called by what it says", async () => {
    const emulator = await started();
    expect(emulator.readyLine).to.match(/^\{.*\}\n$/);
    const { endpoint, admin, secretId, secretKey, ...more } = emulator.ready;
    expect(endpoint).to.match(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(admin).to.equal(`${endpoint}/_emulator`);
    expect(more).to.deep.equal({});
    const vendor = vendorFor({ endpoint, secretId, secretKey });
    expect((await vendor.ListUserStore(null)).UserStoreSet).to.deep.equal([]);
  });

  it("ends well on SIGTERM and SIGINT", async () => {
    expect(await (await started()).end("SIGTERM")).to.equal(0);
    expect(await (await started()).end("SIGINT")).to.equal(0);
  });

  it("takes switches and faults from the command line, over those of a file", async () => {
    const config = file("faulty.json", JSON.stringify({ maxStores: 1, maxPageSize: 5, faults: ["token-expired"] }));
    const rule = { action: "ListUserStore", effect: "code", code: "ResourceInUse" };
    const args = ["--config", config, "--set", "maxStores=7", "--set", 'token="t"', "--set", "token=null"];
    const { ready } = await started(...args, "--fault", "clock-skew", "--fault", JSON.stringify(rule));
    const told = async (path: string) =>
      (await (await fetch(`${ready.admin}${path}`)).json()) as Record<string, unknown>;
    expect(await told("/config")).to.include({ maxStores: 7, maxPageSize: 5, token: null });
    const { rules } = (await told("/faults")) as { rules: { preset?: string; code?: string }[] };
    expect(rules.map(({ preset, code }) => preset ?? code)).to.deep.equal([
      "token-expired",
      "clock-skew",
      "ResourceInUse",
    ]);
  });

  it("takes its port, its switches and its seed from the command line", async () => {
    const config = file("config.json", JSON.stringify({ maxStores: 1, ratePerSecond: 0 }));
    const first = await started("--config", config, "--seed", "7");
    const port = new URL(first.ready.endpoint).port;
    const make = async (emulator: EmulatorProcess, UserPoolName: string): Promise<string> =>
      (await vendorFor(emulator.ready).CreateUserStore({ UserPoolName })).UserStoreId;
    const id = await make(first, "one");
    const second = await make(first, "two").catch((error: unknown) => error);
    expect(second).to.include({ code: "FailedOperation.QuotaLimitExceeded" });
    await first.end();
    const again = await started("--port", port, "--seed", "7");
    expect(again.ready.endpoint).to.equal(first.ready.endpoint);
    expect(await make(again, "one")).to.equal(id);
  });

  it("says what is wrong in one sentence, and where the wrong use was the caller's, ends with 2", async () => {
    const wrong: [args: string[], code: number, text: RegExp][] = [
      [["--port", "http"], 2, /^ciam-emulator: --port http is not a number that can be used\n$/],
      [["--port", "65536"], 2, /--port 65536/],
      [["--seed", "-1"], 2, /^ciam-emulator: .*--seed.*/],
      [["--colour"], 2, /^ciam-emulator: Unknown option '--colour'/],
      [["--prot", "1"], 2, /^ciam-emulator: Unknown option '--prot' \(did you mean "port"\?\); see --help\n$/],
      [["confg"], 2, /^ciam-emulator: there is no command confg \(did you mean "config"\?\); see --help\n$/],
      [["--set", "maxPagSize=3"], 2, /there is no switch maxPagSize \(did you mean "maxPageSize"\?\)/],
      [["--fault", "throtle-storm"], 2, /no preset throtle-storm \(did you mean "throttle-storm"\?\)/],
      [
        ["--fault", '{"action":"*","efect":"code"}'],
        2,
        /has no member efect \(did you mean "effect"\?\); it has action, /,
      ],
      [
        ["--fault", '{"action":"ListUsers","effect":"code"}'],
        2,
        /none of the 23 actions .*\(did you mean "ListUser"\?\)/,
      ],
      [["dance"], 2, /^ciam-emulator: there is no command dance; see --help\n$/],
      [["serve", "now"], 2, /^ciam-emulator: what is now\? See --help\n$/],
      [["--config", "/dev/zero"], 2, /^ciam-emulator: --config \/dev\/zero: is a device and no file/],
      [["--data", "/dev/null"], 1, /^ciam-emulator: \/dev\/null: is a device and no file/],
      [["--config", join(folder, "none.json")], 2, /^ciam-emulator: --config .*none\.json: does not exist\n$/],
      [["--config", folder], 2, /^ciam-emulator: --config .*: is a directory\n$/],
      [
        ["--config", file("half.json", '{"a":\n secret}')],
        2,
        /^ciam-emulator: --config .*half\.json: is not JSON[^{]*\n$/,
      ],
      [
        ["--config", file("wrong.json", '{"ratePerSecond": -1}')],
        2,
        /^ciam-emulator: emulator config: ratePerSecond: /,
      ],
      [["--config", file("unknown.json", '{"colour": 1}')], 2, /^ciam-emulator: emulator config: .*colour/],
      [["--config", file("list.json", "[]")], 2, /list\.json: not a JSON object/],
      [["--config", file("faults.json", '{"faults": 1}')], 2, /faults\.json: faults is not a list/],
      [["--set", "maxStores"], 2, /--set maxStores is not NAME=VALUE/],
      [["--set", "colour=red"], 2, /emulator config: .*colour/],
      [["--fault", "unheard-of"], 2, /faults: there is no preset unheard-of; there are throttle-storm, /],
      [["--fault", '{"action":"*"}'], 2, /faults: 0\.effect: /],
      [
        ["--data", join(folder, "no", "file.db")],
        1,
        /^ciam-emulator: .*file\.db: the folder .*no does not exist: make it first\n$/,
      ],
      [
        ["--data", file("text.db", "no database\n".repeat(100))],
        1,
        /^ciam-emulator: .*text\.db: is not a database: nothing in it was changed, name another file\n$/,
      ],
      [["--data", folder], 1, /^ciam-emulator: .*: is a directory\n$/],
      [["--data", join(file("flat", ""), "ciam.db")], 1, /^ciam-emulator: .*ciam\.db: .*flat is no folder\n$/],
      [["--data", othersDatabase()], 1, /other\.db: is the database of another program: nothing in it was changed/],
      [["--host", "203.0.113.7"], 1, /^ciam-emulator: 203\.0\.113\.7 is no address of this machine: .*--host\)\n$/],
      [["--host", "nowhere.invalid"], 1, /^ciam-emulator: no address is known for the host nowhere\.invalid: /],
    ];
    for (const [args, code, text] of wrong) {
      const result = await finished(args);
      expect(result, args.join(" ")).to.include({ code, stdout: "" });
      expect(result.stderr, args.join(" ")).to.match(text);
      expect(result.stderr.trimEnd().split("\n"), args.join(" ")).to.have.length(1);
    }
  }).timeout(60_000);

  it("says it in one line that neither a terminal nor a pipeline obeys, whatever was typed", async () => {
    const texts = hostileTexts.filter((text) => !/[\0\p{Surrogate}]/u.test(text)).filter((_, n) => n % 4 === 0);
    for (const text of texts) {
      for (const args of [
        [`x${text}`],
        ["serve", text],
        ["--port", text],
        ["--config", text],
        ["--set", `a=${text}`],
      ]) {
        const { stdout, stderr } = await finished(args);
        expectInert(stdout + stderr, args.join(" "));
        expect(stderr.trimEnd().split("\n"), args.join(" ")).to.have.length(1);
      }
    }
  }).timeout(120_000);

  it("says that a port is taken", async () => {
    const { ready } = await started();
    const { code, stderr } = await finished(["--port", new URL(ready.endpoint).port]);
    expect(code).to.equal(1);
    const { port } = new URL(ready.endpoint);
    expect(stderr).to.equal(
      `ciam-emulator: port ${port} of 127.0.0.1 is in use already, perhaps by another emulator: choose another port, or 0 for any that is free (--port 0)\n`,
    );
  });

  describe("env", () => {
    it("prints what a shell has to export, from a port or from a ready line", async () => {
      const emulator = await started();
      const { stdout, code } = await finished(["env"], emulator.readyLine);
      expect(code).to.equal(0);
      expect(stdout.split("\n")).to.deep.equal([
        `export TENCENTCLOUD_SECRET_ID='${emulator.ready.secretId}'`,
        `export TENCENTCLOUD_SECRET_KEY='${emulator.ready.secretKey}'`,
        `export TENCENTCLOUD_CIAM_ENDPOINT='${emulator.ready.endpoint}'`,
        "",
      ]);
      const port = new URL(emulator.ready.endpoint).port;
      expect((await finished(["env", "--port", port])).stdout).to.equal(stdout);
    });

    it("says what it needs when it gets neither, and passes nothing on that a shell would run", async () => {
      const endpoints = [
        7,
        "$(reboot)",
        "http://$(reboot)",
        "http://$(reboot):80/",
        "http://a;reboot",
        "http://a';reboot;'",
        "http://`reboot`/",
        "http://a\nreboot",
        "http://a/ reboot",
        "http://a/\u001b[2J",
        "ftp://127.0.0.1:1",
        "javascript:reboot",
        "file:///reboot",
      ];
      for (const stdin of ["", "nonsense", ...endpoints.map((endpoint) => JSON.stringify({ endpoint }))]) {
        const { code, stdout, stderr } = await finished(["env"], stdin);
        expect({ code, stdout }, stdin).to.deep.equal({ code: 2, stdout: "false\n" });
        expect(stderr).to.contain("say --port N, or hand in the ready line");
      }
      const { stdout } = await finished(["env"], '{"endpoint": "http://127.0.0.1:1/;reboot"}');
      expect(stdout).not.to.contain("reboot");
    }).timeout(60_000);

    it("prints what a shell evaluates to just that, of hosts by name and by address too", async () => {
      for (const endpoint of ["https://ciam_emulator.example.com:8443", "http://[::1]:8080", "http://127.0.0.1:80"]) {
        const { stdout } = await finished(["env"], JSON.stringify({ endpoint }));
        const sh = execFileSync("sh", ["-c", 'eval "$1"; printf %s "$TENCENTCLOUD_CIAM_ENDPOINT"', "sh", stdout]);
        expect(sh.toString()).to.equal(new URL(endpoint).origin);
      }
    });
  });

  it("lists every switch with its default and the reason for it", async () => {
    const { stdout, code } = await finished(["config"]);
    expect(code).to.equal(0);
    for (const { name, default: value, why } of describeConfig()) {
      expect(stdout).to.contain(`${name} = ${JSON.stringify(value)}\n    ${why}\n`);
      expect(why, name).to.match(/documented|unknown|inferred/i);
    }
  });

  it("lists the presets of faults, and how to reach every error code", async () => {
    const [faults, codes] = [await finished(["faults"]), await finished(["codes"])];
    for (const { name, what } of describePresets()) expect(faults.stdout).to.contain(`${name}\n    ${what}\n`);
    for (const { code, how } of describeCodes()) expect(codes.stdout).to.contain(`${code}\n    ${how}\n`);
  });

  it("explains itself", async () => {
    for (const args of [["--help"], ["-h"]]) {
      const { stdout, code } = await finished(args);
      expect(code).to.equal(0);
      expect(stdout).to.contain("ciam-emulator env").and.to.contain("--strict-signature");
    }
  });
});
