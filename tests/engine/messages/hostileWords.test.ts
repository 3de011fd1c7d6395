import { expect } from "chai";
import { expectInert, hostileTexts } from "../../support/hostile";
import { LyingService } from "../../support/lyingService";
import { Bench } from "../support/bench";
import { CommandFailed, type Outcome } from "../support/engine/outcome";
import type { Values } from "../support/state/values";

/** Texts that requests and replies can contain. */
const texts = hostileTexts.filter((text) => !/[\0\p{Surrogate}\p{Noncharacter_Code_Point}]/u.test(text));

/** Two in one message, to save time: it is cut long after them. */
const pairs = Array.from({ length: Math.ceil(texts.length / 2) }, (_, n) => texts.slice(2 * n, 2 * n + 2).join(" "));

describe("what the provider says of hostile words", function () {
  this.timeout(120_000);
  let here: Bench;
  let service: LyingService;

  before(async () => {
    here = await Bench.start({}, { sharesProcess: true });
    service = await LyingService.before(here.world.endpoint);
    here.stack.config = { ...here.stack.config, "ciam:endpoint": service.endpoint };
  });

  afterEach(() => (service.lie = () => undefined));

  after(async () => {
    await here.close();
    await service.close();
  });

  async function outcomeOf(command: Promise<Outcome>): Promise<Outcome> {
    try {
      return await command;
    } catch (error) {
      if (error instanceof CommandFailed) return error.outcome;
      throw error;
    }
  }

  /** Everything on a screen: lines, errors with their reasons, and the output of the process. */
  function said({ lines, failures, printed }: Outcome): string[] {
    return [
      ...lines.map(({ message }) => message),
      ...failures.flatMap(({ message, reasons }) => [message, ...reasons]),
      ...printed,
    ];
  }

  function expectAllInert(outcome: Outcome, about: RegExp): void {
    const all = said(outcome);
    for (const text of all) expectInert(text, "the provider");
    expect(all.join("\n"), all.join("\n")).to.match(about);
  }

  /** In handfuls, because a sentence names at most twenty users. */
  const handfuls = Array.from({ length: Math.ceil(texts.length / 15) }, (_, n) => texts.slice(15 * n, 15 * n + 15));

  const users = (prefix: string, of: readonly string[]): Values =>
    Object.fromEntries(of.map((_, n) => [`u${String(n)}`, { userName: `${prefix}${String(n)}` }]));

  it("is inert where it names the owner in a mark", async () => {
    for (const [at, handful] of handfuls.entries()) {
      const prefix = `owned${String(at)}x`;
      for (const [n, text] of handful.entries()) {
        const mark = { IndexedAttribute5: `pulumi:shop/dev/${text}#1f2e3d4c` };
        await here.world.addUser({ UserName: `${prefix}${String(n)}`, ...mark });
      }
      const outcome = await outcomeOf(here.stack.up(here.staff(users(prefix, handful))));
      expectAllInert(outcome, /belongs to shop\/dev\//);
    }
  });

  it("is inert where it has a word or an id of the service", async () => {
    for (const text of pairs) {
      service.lie = (action, reply) => {
        if (action === "DescribeUser") reply.Error = { Code: "InvalidParameterValue", Message: `no ${text} there` };
      };
      const outcome = await outcomeOf(here.stack.up(here.staff({ w: { userName: "somebody" } })));
      expectAllInert(outcome, /there/);
    }
    service.lie = () => undefined;
    for (const [n, text] of pairs.entries()) {
      const name = `taken${String(n)}`;
      await here.world.addUser({ UserName: name });
      // Whichever action the users are looked up with.
      service.lie = (_, reply) => {
        for (const user of Object.values(reply).flat() as ({ UserId?: string } | null)[])
          if (user?.UserId !== undefined) user.UserId = `id${text}`;
      };
      const outcome = await outcomeOf(here.stack.up(here.staff({ w: { userName: name } })));
      expectAllInert(outcome, /exists already in the store as id/);
    }
  });

  it("is inert where a job says what it did", async () => {
    for (const [n, text] of pairs.entries()) {
      const name = `job${String(n)}`;
      await here.world.addUser({ UserName: name });
      service.lie = (action, reply) => {
        if (action !== "ListJobs") return;
        for (const job of (reply.JobSet ?? []) as Record<string, unknown>[]) {
          job.FailedUsers = [{ FailedUserIdentification: name, FailedReason: `refused ${text} (${text})` }];
        }
      };
      const users = here.staff({ w: { userName: name } }, { preflight: false });
      expectAllInert(await outcomeOf(here.stack.up(users)), /refused/);
    }
  });

  it("is inert where a declaration, or the configuration, is wrong", async () => {
    for (const text of texts) {
      const wrong: Values = {
        [text]: { userName: "a" },
        b: { userName: text, [text]: text },
        c: { userName: "c", userGroups: [text], password: text, salt: text, gender: text },
      };
      const more = { [text]: text, groups: { [text]: "g" }, conflictPolicy: text, ignoreFields: [text] };
      expectAllInert(await outcomeOf(here.stack.preview(here.staff(wrong))), /staff/);
      expectAllInert(await outcomeOf(here.stack.preview(here.staff(wrong, more))), /UserImportJob has no such input/);
    }
    const { config } = here.stack;
    for (const text of [texts.join(" "), `${texts.join("")}x`]) {
      for (const name of [
        "ciam:endpoint",
        "ciam:region",
        "ciam:profile",
        "ciam:rate",
        "ciam:showValues",
        "ciam:language",
      ]) {
        here.stack.config = { ...config, [name]: text };
        for (const one of said(await outcomeOf(here.stack.preview(here.staff({ a: { userName: "a" } })))))
          expectInert(one, name);
      }
    }
    here.stack.config = config;
  });
});
