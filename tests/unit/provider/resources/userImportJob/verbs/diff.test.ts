import { expect } from "chai";
import type { DiffResponse, Props, Services } from "../../../../../../provider/resources/resource";
import { PlanRefused } from "../../../../../../provider/messages/errors";
import { check } from "../../../../../../provider/resources/userImportJob/verbs/check";
import { diff } from "../../../../../../provider/resources/userImportJob/verbs/diff";
import { Session } from "../../../../../../provider/resources/userImportJob/session/session";
import { Fingerprints } from "../../../../../../provider/resources/userImportJob/state/fingerprints";
import { RecordPrints } from "../../../../../../provider/resources/userImportJob/state/recordPrints";
import {
  encodeRecord,
  type JobRecord,
  type ManagedRecord,
} from "../../../../../../provider/resources/userImportJob/state/record";
import { UNKNOWN } from "../../../../../../provider/users/input/envelope/unknown";
import type { DeclaredUser } from "../../../../../../provider/users/model/user";
import { onScreen, type Lines } from "../../../../../../text/escape";
import { checkRequest, request, services, URN } from "../../requests";

const ENGINEERING = "0123456789abcdef0123456789abcdef";
const KEY = "00".repeat(32);
const NOTHING = "plan against last known state: no API calls needed";

describe("the information line of a preview", () => {
  it("is silent when nothing changed in a set that names its groups", () => {
    expect(linesOf(inputs(), inputs())).to.deep.equal([]);
  });

  it("counts the user whose groups changed, and nobody else", () => {
    const moved = inputs({ bob: { email: "bob@example.com", userGroups: [] } });
    expect(linesOf(inputs(), moved)).to.deep.equal([
      "plan against last known state: 1 update (userGroups 1)\n~ staff/bob  groups: -engineering",
    ]);
  });

  it("compares names with names while the ids are not known yet", () => {
    const unknown = { ...inputs(), groups: { engineering: UNKNOWN } };
    expect(linesOf(inputs(), unknown)).to.deep.equal([]);
    expect(linesOf(inputs(), { ...inputs(), groups: UNKNOWN })).to.deep.equal([]);
  });

  it("counts no field that is left out, which is no longer ours", () => {
    const clerk = inputs({ bob: { email: "bob@example.com", userGroups: ["engineering"], nickname: "Bob" } });
    expect(linesOf(clerk, inputs())).to.deep.equal([NOTHING]);
  });

  it("is of the same plan that `up` makes: users who swap identities cannot be served", () => {
    const pair = (alice: string, bob: string): Props =>
      inputs({ alice: { userName: "alice", email: alice }, bob: { userName: "bob", email: bob } });
    const [was, now] = [pair("a@example.com", "b@example.com"), pair("b@example.com", "a@example.com")];
    const swap = (id: string) =>
      `it swaps its email with ${id}, which cannot be done in one step [Conflict.Cycle]: make two changes: a temporary value first`;
    const lines: string[] = [];
    const error = refusalOf(() => {
      preview(was, now, {}, servicesThatSay(lines));
    });
    expect(lines).to.deep.equal(["plan against last known state: 2 conflicts (email 2)"]);
    expect(error.split("\n")).to.deep.equal([
      `staff/alice (a***): ${swap("id of bob (staff/bob)")}`,
      `staff/bob (b***): ${swap("id of alice (staff/alice)")}`,
    ]);
  });

  it("tells that every user is marked anew when the mark moves to another attribute", () => {
    const moved = inputs({}, { ownerAttribute: "indexedAttribute2" });
    expect(linesOf(inputs(), moved)[0]?.split("\n")).to.deep.equal([
      "plan against last known state: 2 update (indexedAttribute5 2)",
      "~ staff/alice  indexedAttribute5 p*** → (none)",
      "~ staff/bob  indexedAttribute5 p*** → (none)",
    ]);
  });

  it("imports everybody into another store", () => {
    const elsewhere = inputs({}, { userStoreId: "0123456789abcdef0123456789abcdef" });
    const line =
      "plan against last known state: 2 import into user store 0123456789abcdef0123456789abcdef; 2 delete in user store fedcba9876543210fedcba9876543210";
    expect(linesOf(inputs(), elsewhere)).to.deep.equal([line]);
  });

  it("takes a user whose key changed for the same", () => {
    const { alice, ...others } = usersOf(inputs());
    const renamed = { ...inputs(), userSets: { staff: { ...others, alicia: alice } } };
    expect(linesOf(inputs(), renamed)).to.deep.equal([`${NOTHING}\n~ staff/alicia  key staff/alice → staff/alicia`]);
  });

  it("releases whom it adopted, and deletes whom it made", () => {
    const clerk = inputs({ clerk: { userName: "clerk" } });
    const managed = { bob: { origin: "adopted" } } as const;
    expect(
      linesOf(clerk, { ...clerk, userSets: { staff: { alice: usersOf(clerk).alice } } }, { managed }),
    ).to.deep.equal(["plan against last known state: 1 release, 1 delete\n- staff/clerk\n- staff/bob  released"]);
  });

  it("imports only those whom the run before could not", () => {
    expect(linesOf(inputs(), inputs(), { managed: { bob: "absent" }, inForce: { bob: undefined } })).to.deep.equal([
      "plan against last known state: 1 import\n+ staff/bob  groups: engineering",
    ]);
  });

  it("updates only those whom the run before could not", () => {
    const was = { email: "bert@example.com", userGroups: ["engineering"] };
    expect(linesOf(inputs(), inputs(), { inForce: { bob: was } })).to.deep.equal([
      "plan against last known state: 1 update (email 1)\n~ staff/bob  email b***@example.com → another b***@example.com",
    ]);
  });

  it("is silent about users who are left to whoever has them", () => {
    const policy = { conflictPolicy: "skip" };
    expect(linesOf(inputs({}, policy), inputs({}, policy), { managed: { bob: "absent" } })).to.deep.equal([]);
  });

  it("says what the last run did not see the end of, for that may have brought users", () => {
    const open = (left: Pick<Left, "unfinishedJobs" | "inDoubtSince">): string[] =>
      linesOf(inputs(), inputs(), { managed: { bob: "absent" }, inForce: { bob: undefined }, ...left });
    expect(open({ unfinishedJobs: ["0123456789abcdef"] })).to.deep.equal([
      "plan against last known state, in which import job 01234567… was not done: 1 import\n+ staff/bob  groups: engineering",
    ]);
    expect(open({ inDoubtSince: 1 })).to.deep.equal([
      "plan against last known state, in which the reply to an import was lost: 1 import\n+ staff/bob  groups: engineering",
    ]);
  });

  it("is followed by those whom the last run left undone, as far as they are still declared", () => {
    const code = "FailedOperation.UserNameAlreadyExists";
    const failed = (key: string) => ({ set: "staff", key, code });
    const left = { managed: { bob: "absent" }, inForce: { bob: undefined } } as const;
    const after = (count: number): string[] =>
      linesOf(inputs(), inputs(), { ...left, failedUsers: { count, users: [failed("bob"), failed("clerk")] } });
    const line = `left undone by the last run: staff/bob (${code})`;
    expect(after(2)).to.deep.equal([
      `plan against last known state: 1 import\n+ staff/bob  groups: engineering\n${line}`,
    ]);
    expect(after(30)[0]).to.match(/ and 28 more users$/);
  });

  it("lets in again who was frozen", () => {
    const left = new RecordPrints(KEY).toLeft("id of bob", { email: "bob@example.com", userGroups: [ENGINEERING] });
    const frozen = { managed: { bob: { frozen: true, left } }, inForce: { bob: undefined } } as const;
    expect(linesOf(inputs(), inputs(), frozen)).to.deep.equal([
      "plan against last known state: 1 update (unfreeze 1)\n~ staff/bob  unfrozen",
    ]);
  });

  it("names everything that somebody gets who was frozen by an earlier version, of whom nothing is known", () => {
    const frozen = { managed: { bob: { frozen: true } }, inForce: { bob: undefined } } as const;
    expect(linesOf(inputs(), inputs(), frozen)).to.deep.equal([
      "plan against last known state: 1 update (unfreeze 1, userGroups 1)\n~ staff/bob  groups: +engineering, unfrozen",
    ]);
  });

  it("tells another person from one who was frozen, and knows that one under another key", () => {
    const left = new RecordPrints(KEY).toLeft("id of bob", { email: "bert@example.com", nickname: "Bert" });
    const frozen = { managed: { bob: { frozen: true, left } }, inForce: { bob: undefined } } as const;
    expect(linesOf(inputs(), inputs(), frozen)).to.deep.equal([
      "plan against last known state: 1 import\n+ staff/bob  groups: engineering",
    ]);
    const both = inputs({ bert: { email: "Bert@example.com", nickname: "Bert" } });
    expect(linesOf(inputs(), both, frozen)).to.deep.equal([
      "plan against last known state: 1 import, 1 update (unfreeze 1)\n~ staff/bert  key staff/bob → staff/bert, unfrozen\n+ staff/bob  groups: engineering",
    ]);
  });

  it("does not count users whom another resource of the program takes over", () => {
    const session = new Session();
    const other = { ...inputs(), owner: "shop/dev/clerks#00000000", takeOver: [String(inputs().owner)] };
    check(checkRequest(other, undefined, { urn: `${URN}-clerks`, session }));
    const lines: string[] = [];
    preview(inputs(), { ...inputs(), userSets: {} }, {}, servicesThatSay(lines), session);
    expect(lines).to.deep.equal([NOTHING]);
  });

  it("is not said when a refresh asks, which foresees nothing", () => {
    const lines: string[] = [];
    const here = request({ services: servicesThatSay(lines) });
    const state = stateOf(inputs());
    const changed = inputs({ carol: { userName: "carol" } });
    check({ ...here, state: inputs(), inputs: changed, hidden: [] });
    for (const isForecast of [true, false]) diff({ ...here, id: "id", state, inputs: changed, isForecast });
    expect(lines).to.have.lengthOf(1);
  });

  describe("of a field that only an import can set", () => {
    const clerk = { email: "bob@example.com", userGroups: ["engineering"], job: "Clerk" };
    const change = (policy: Props): string[] =>
      linesOf(inputs({ bob: clerk }, policy), inputs({ bob: { ...clerk, job: "Head clerk" } }, policy));

    it("fails, because `up` would", () => {
      expect(refusalOf(() => change({}))).to.match(
        /^staff\/bob \(b\*\*\*@example.com\): job can only be set by import .*importOnlyChange/,
      );
    });

    it("only says so where refused users are no failure, and where the user was adopted: the console may have it", () => {
      const warned = change({ failurePolicy: "warn" });
      const adopted = linesOf(inputs({ bob: clerk }), inputs({ bob: { ...clerk, job: "Head clerk" } }), {
        managed: { bob: { origin: "adopted" } },
      });
      for (const lines of [warned, adopted]) {
        const [first, second] = lines[0]?.split("\n") ?? [];
        expect(first).to.equal("plan against last known state: 1 conflict (job 1)");
        expect(second).to.match(/^! staff\/bob .*job can only be set by import/);
      }
    });

    it("says who is imported again", () => {
      const policy = { importOnlyChange: "reimport" };
      expect(change(policy)).to.deep.equal([
        "plan against last known state: 1 delete and re-import (job 1)\n± staff/bob  deleted and imported again, job C*** → H***",
      ]);
    });

    it("says that nothing is sent when the policy is to ignore it", () => {
      expect(change({ importOnlyChange: "ignore" })).to.deep.equal([NOTHING]);
    });
  });

  describe("of a password", () => {
    const user = (password: string): Props => ({
      bob: { email: "bob@example.com", userGroups: ["engineering"], password },
    });
    const change = (policy: Props): string[] =>
      linesOf(inputs(user("Correct-horse-1"), policy), inputs(user("Battery-staple-2"), policy));

    it("says that a change is not applied", () => {
      expect(change({})).to.deep.equal([
        "plan against last known state: 1 changed credential not applied\n~ staff/bob  password changed, not applied",
      ]);
    });

    it("is silent about it when the program says the same again", () => {
      const now = inputs(user("Battery-staple-2"));
      const credential = new Fingerprints(KEY).credential({ userName: "bob", password: "Correct-horse-1" });
      expect(linesOf(now, now, { managed: { bob: { credential } } })).to.deep.equal([]);
    });

    it("says that a managed one is set", () => {
      const policy = { passwordPolicy: "managed" };
      expect(change(policy)).to.deep.equal([
        "plan against last known state: 1 update (password 1)\n~ staff/bob  password set",
      ]);
    });
  });
});

describe("the brake of a preview", () => {
  const crowd = (job?: string): Props =>
    Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`u${String(n)}`, { userName: `u${String(n)}`, job }]));

  it("counts users who would be deleted to be imported again", () => {
    const policy = { importOnlyChange: "reimport" };
    expect(() => linesOf(inputs(crowd("Clerk"), policy), inputs(crowd("Head clerk"), policy))).to.throw(
      "30 of 32 managed users would be removed",
    );
  });

  it("counts nobody who was adopted and is released", () => {
    const adopted = Object.fromEntries(Object.keys(crowd()).map((key) => [key, { origin: "adopted" } as const]));
    const lines = linesOf(inputs(crowd()), inputs(), { managed: adopted })[0]?.split("\n") ?? [];
    expect(lines).to.have.lengthOf(22);
    expect(lines.slice(0, 2)).to.deep.equal(["plan against last known state: 30 release", "- staff/u0  released"]);
    expect(lines.at(-1)).to.equal("and 10 more users (`ciam preview` names everybody)");
  });
});

describe("an update without a difference of the inputs", () => {
  const otherwise = { staff: { bob: "gone" } } as const;
  const failedUsers = { count: 1, users: [{ set: "staff", key: "bob", code: "NotKept" }] };
  const asked = (left: Left, news = inputs()): DiffResponse => preview(inputs(), news, left, servicesThatSay([]));

  it("is asked for while users are not as declared, and the program says what stands in the state", () => {
    for (const left of [{ otherwise }, { failedUsers }, { endedEarly: true as const }]) {
      expect(asked({ ...left, refreshed: "without drift" }), JSON.stringify(left)).to.deep.equal({ changes: true });
    }
    expect(asked({ failedUsers })).to.deep.equal({ changes: true });
  });

  it("is not where the inputs differ, which the engine shows, or nothing is open", () => {
    const changed = inputs({ bob: { email: "bob@example.com" } });
    expect(asked({ otherwise, refreshed: "without drift" }, changed)).to.deep.equal({});
    expect(asked({ otherwise, refreshed: "with drift" })).to.deep.equal({});
    expect(asked({ refreshed: "without drift" })).to.deep.equal({});
  });

  it("is not when a refresh asks", () => {
    const here = request({ services: servicesThatSay([]) });
    const state = stateOf(inputs(), { otherwise, refreshed: "without drift" });
    expect(diff({ ...here, id: "id", state, inputs: inputs(), isForecast: false })).to.deep.equal({});
  });
});

function inputs(change: Record<string, unknown> = {}, policy: Props = {}): Props {
  const users = {
    alice: { email: "alice@example.com", userGroups: ["engineering"] },
    bob: { email: "bob@example.com", userGroups: ["engineering"] },
    ...change,
  };
  return {
    userStoreId: "fedcba9876543210fedcba9876543210",
    owner: "shop/dev/staff#00000000",
    groups: { engineering: ENGINEERING },
    userSets: { staff: users },
    ...policy,
  };
}

/** In what the last run left users otherwise than declared and made by us, by key. */
interface Left extends Partial<
  Pick<JobRecord, "unfinishedJobs" | "inDoubtSince" | "otherwise" | "refreshed" | "endedEarly">
> {
  readonly managed?: Readonly<Record<string, Partial<ManagedRecord> | "absent">>;
  readonly inForce?: Readonly<Record<string, DeclaredUser | undefined>>;
  readonly failedUsers?: { count: number; users: { set: string; key: string; code: string }[] };
}

/** The outputs of a run that was asked for these inputs. */
function stateOf(
  asked: Props,
  { managed: otherwise = {}, inForce = {}, failedUsers, unfinishedJobs = [], ...open }: Left = {},
): Props {
  const users = usersOf(asked);
  const fingerprints = new Fingerprints(KEY);
  const managed = Object.entries(users).flatMap(([key, user]) => {
    const left = otherwise[key];
    if (left === "absent") return [];
    return [[key, { id: `id of ${key}`, origin: "created", credential: fingerprints.credential(user), ...left }]];
  });
  const record: JobRecord = {
    schemaVersion: 1,
    owner: String(asked.owner),
    urn: null,
    account: { tenantId: null },
    endpoint: "other",
    credentialKey: KEY,
    inputs: { ...asked, userSets: { staff: withoutUndefined({ ...users, ...inForce }) } },
    managed: { staff: Object.fromEntries(managed) as Record<string, ManagedRecord> },
    declared: fingerprints.declaration(asked),
    unfinishedJobs,
    ...open,
  };
  return { userStoreId: asked.userStoreId, failedUsers, record: encodeRecord(record) };
}

function usersOf({ userSets }: Props): Record<string, DeclaredUser> {
  return (userSets as Record<string, Record<string, DeclaredUser>>).staff ?? {};
}

function withoutUndefined<T>(users: Record<string, T | undefined>): Record<string, T> {
  return Object.fromEntries(Object.entries(users).flatMap(([key, user]) => (user === undefined ? [] : [[key, user]])));
}

/** What a preview says on the screen. */
function linesOf(olds: Props, news: Props, left: Left = {}): string[] {
  const lines: string[] = [];
  preview(olds, news, left, servicesThatSay(lines));
  return lines;
}

/** The message of what a preview refuses. */
function refusalOf(asked: () => void): string {
  try {
    asked();
  } catch (error) {
    expect(error).to.be.instanceOf(PlanRefused);
    return (error as PlanRefused).message;
  }
  throw new Error("nothing was refused");
}

/** As the engine asks: first `check`, then `diff`. Inputs are the same to both, for secrets come unwrapped. */
function preview(olds: Props, news: Props, left: Left, services: Services, session = new Session()): DiffResponse {
  const here = request({ services, session });
  expect(check({ ...here, state: olds, inputs: news, hidden: [] }).failures).to.deep.equal([]);
  return diff({ ...here, id: "id", state: stateOf(olds, left), inputs: news, isForecast: true });
}

/** A preview makes no calls. */
function servicesThatSay(lines: string[]): Services {
  const add = (text: Lines): void => void lines.push(onScreen(text));
  return services({ reporter: () => ({ info: add, warn: add, progress: add }) });
}
