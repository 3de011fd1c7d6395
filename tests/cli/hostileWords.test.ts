import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { expectInert, hostileTexts } from "../support/hostile";
import { LyingService } from "../support/lyingService";
import { ciam, type RunOptions } from "../unit/cli/inProcess";
import { Service } from "./service";

/** Texts that requests and replies can contain. */
const texts = hostileTexts.filter((text) => !/[\0\p{Surrogate}\p{Noncharacter_Code_Point}]/u.test(text));

/** Several in one value, because the client limits its calls per second. */
const handfuls = Array.from({ length: Math.ceil(texts.length / 8) }, (_, n) => texts.slice(8 * n, 8 * n + 8).join(" "));

describe("what the command says of a hostile store", function () {
  this.timeout(120_000);
  const folder = mkdtempSync(join(tmpdir(), "ciam-hostile-"));
  let service: Service;
  let liar: LyingService;

  before(async () => {
    service = await Service.open({ maxStores: 100 });
    liar = await LyingService.before(service.cloud.endpoint);
  });
  afterEach(() => (liar.lie = () => undefined));
  after(async () => {
    await liar.close();
    await service.close();
    rmSync(folder, { recursive: true });
  });

  async function run(args: readonly string[], options: RunOptions = {}): Promise<string> {
    const env = { ...service.env, TENCENTCLOUD_CIAM_ENDPOINT: liar.endpoint };
    const { stdout, stderr } = await ciam(args, { ...options, env });
    for (const output of [stdout, stderr]) expectInert(output, args.join(" "), options.tty ? "colours" : "no colours");
    return stdout + stderr;
  }

  it("is inert where it names owners, and what it hands out to paste is a word and no more", async () => {
    const owners = texts.map((text) => `shop/dev/${text}#1f2e3d4c`);
    await service.import(
      owners.map((owner, n) => ({ UserName: `user${String(n)}`, IndexedAttribute5: `pulumi:${owner}` })),
    );
    const file = join(folder, "staff.csv");
    writeFileSync(file, ["key,userName", ...owners.map((_, n) => `u${String(n)},user${String(n)}`)].join("\n"));
    for (const format of ["text", "json", "markdown"]) {
      const told = await run(["plan", "--store", service.store, file, "--format", format]);
      expect(told).to.contain("belongs to shop/dev/");
    }
    const told = await run(["plan", "--store", service.store, file]);
    const hints = [...told.matchAll(/^ {4}if these users are yours: --owner (.*)$/gm)].map(([, word = ""]) => word);
    const words = hints.map((hint) => execFileSync("bash", ["-c", `printf %s ${hint}`], { cwd: folder }).toString());
    expect(words).to.have.members(owners);
    for (const hint of hints) execFileSync("sh", ["-c", `printf %s ${hint}`], { cwd: folder });
    expect(existsSync(join(folder, "CANARY"))).to.equal(false);
  });

  it("is inert where it has an id, a name or a word of the service", async () => {
    const file = join(folder, "one.csv");
    writeFileSync(file, "key,userName,userGroups\na,stranger,Group\n");
    await service.import([{ UserName: "stranger" }]);
    for (const text of handfuls) {
      liar.lie = (_, reply) => {
        for (const one of Object.values(reply).flat() as (Record<string, unknown> | null)[]) {
          if (one?.UserId !== undefined) Object.assign(one, { UserId: `id${text}`, UserGroups: [text] });
          if (one?.UserStoreId !== undefined && one.UserStoreName !== undefined) one.UserStoreName = text;
          if (one?.Status !== undefined && one.Id !== undefined) {
            const failed = [{ FailedUserIdentification: text, FailedReason: text }];
            Object.assign(one, { Id: `job${text}`, Status: "FAILED", Type: "IMPORT_USER", FailedUsers: failed });
          }
          if (one?.UserGroupId !== undefined) one.DisplayName = text;
        }
      };
      for (const policy of ["fail", "adopt", "skip"]) {
        for (const format of ["text", "json", "markdown"]) {
          const how = ["--conflict-policy", policy, "--format", format];
          expect(await run(["plan", "--store", service.store, file, ...how])).to.contain("stranger".slice(0, 2));
        }
      }
      for (const args of [["jobs"], ["jobs", "--failed", "--show-values"], ["jobs", "--json"]])
        for (const tty of [false, true]) await run([...args, "--store", service.store], { tty });
      const out = join(folder, "export.csv");
      await run(["export", "--store", service.store, "--out", out, "--force", "--groups", "names"], { tty: true });
      liar.lie = (_, reply) => void (reply.Error = { Code: "InvalidParameterValue", Message: text });
      await run(["jobs", "--store", service.store]);
      liar.lie = () => undefined;
    }
  });

  it("is inert where it asks which store is meant", async () => {
    await service.cloud.store("second");
    for (const text of texts) {
      liar.lie = (_, reply) => {
        for (const store of (reply.UserStoreSet ?? []) as Record<string, unknown>[]) store.UserStoreName = text;
      };
      const told = await run(["jobs"]);
      if (!told.startsWith("ciam: say which user store with --store:\n")) throw new Error(told);
      expect(told.trimEnd().split("\n")).to.have.length(3);
    }
  });
});
