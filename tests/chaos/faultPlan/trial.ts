import { expect } from "chai";
import { isDeepStrictEqual } from "node:util";
import type { EmulatorSettings } from "../../../emulator/service/config";
import type { CiamUser } from "../../../ciam/actions";
import { identitiesOf } from "../../../provider/users/model/identity/identity";
import { fromCiamUser } from "../../../provider/users/ciam";
import { allUserFields, userFields } from "../../../provider/users/model/fields";
import { Cloud } from "../service/cloud";
import type { Outcome } from "../engine/engine";
import { Project, type Place, type Users } from "../program/project";
import { isMarked } from "../checker/violation";
import { OverHttp } from "./overHttp";

export const staff: Users = {
  alice: { userName: "alice", email: "alice@example.com", nickname: "Al" },
  bob: { userName: "bob", phoneNumber: "13800008001" },
  carol: { email: "carol@example.com" },
  dave: { userName: "dave", nickname: "D" },
};

/** The longest that one of these tests may take, in the time of the service. */
const LONGEST_MS = 4 * 3_600_000;

interface Eyes {
  users(): readonly CiamUser[] | Promise<readonly CiamUser[]>;
  readonly writes: string[];
}

/** A stack in front of a failing service, with two users in the store who are none of its business. */
export class Trial<P extends Place & Eyes> extends Project<P> {
  private strangers: readonly CiamUser[] = [];
  /** From here on the time is counted. */
  began = this.cloud.clock.monotonic();

  static simulated(settings: EmulatorSettings = {}, inputs: Readonly<Record<string, unknown>> = {}): Trial<Cloud> {
    const cloud = new Cloud(settings, 1);
    const trial = new Trial(cloud, inputs);
    for (const one of STRANGERS) cloud.byHand("CreateUser", { UserStoreId: cloud.storeId, ...one });
    cloud.clock.advance(60_000);
    trial.strangers = cloud.users();
    return trial;
  }

  static async overHttp(
    settings: EmulatorSettings = {},
    inputs: Readonly<Record<string, unknown>> = {},
  ): Promise<Trial<OverHttp>> {
    const place = await OverHttp.start(settings);
    const trial = new Trial(place, inputs);
    for (const one of STRANGERS) await place.hands.call("CreateUser", { UserStoreId: place.storeId, ...one });
    place.clock.advance(60_000);
    trial.strangers = await place.users();
    return trial;
  }

  async ours(): Promise<CiamUser[]> {
    return (await this.cloud.users()).filter(isMarked);
  }

  /** The declared users in the store, by key. */
  async present(users: Users): Promise<string[]> {
    const held = new Set((await this.ours()).flatMap((user) => identitiesOf(fromCiamUser(user))).map(({ key }) => key));
    return Object.keys(users).filter((name) => identitiesOf(users[name] ?? {}).every(({ key }) => held.has(key)));
  }

  /** After the faults: one up ends as declared, and nothing is left to do. */
  async settles(users: Users): Promise<void> {
    succeeded(await this.up(users));
    await this.isSettled(users);
  }

  /** All declared users exist once and as declared, no other was touched, and nothing is left to do. */
  async isSettled(users: Users): Promise<void> {
    await this.isAsDeclared(users);
    const { state } = this.engine;
    this.cloud.calls = [];
    succeeded(await this.up(users));
    succeeded(await this.refresh());
    expect(this.cloud.writes, "writes of an up and a refresh with nothing to do").to.deep.equal([]);
    expect(this.engine.state?.inputs, "a refresh with nothing to show").to.deep.equal(state?.inputs);
    const { cloud } = this;
    if (cloud instanceof Cloud) {
      expect(busiestSecond(cloud.service.journal.report().calls), "calls of one action in a second").to.be.at.most(20);
      expect(cloud.tooFast, "calls that came too fast").to.equal(0);
      expect(cloud.thirdJobs, "third jobs").to.equal(0);
      expect(cloud.sentAgain, "sent with an import though they were there").to.deep.equal([]);
    }
    expect(cloud.clock.monotonic() - this.began, "the time it took").to.be.below(LONGEST_MS);
  }

  async isAsDeclared(users: Users): Promise<void> {
    const all = await this.cloud.users();
    for (const stranger of this.strangers) {
      const now = all.find(({ UserId }) => UserId === stranger.UserId);
      expect(isDeepStrictEqual(now, stranger), "somebody else's user is as it was").to.equal(true);
    }
    expect(all, "users in the store").to.have.length(this.strangers.length + Object.keys(users).length);
    expect(await this.present(users)).to.have.members(Object.keys(users));
    const live = (await this.ours()).map(fromCiamUser);
    for (const [key, user] of Object.entries(users)) {
      const [identity] = identitiesOf(user);
      const found = live.find((one) => identitiesOf(one).some((held) => held.key === identity?.key));
      for (const field of allUserFields) {
        if (user[field] === undefined || !userFields[field].readable || userFields[field].identity) continue;
        expect(found?.fields[field], `${field} of ${key}`).to.deep.equal(user[field]);
      }
    }
  }
}

/** The most calls of one action in any second, by the service's own notes. */
function busiestSecond(calls: readonly { action: string; at: number }[]): number {
  const times = new Map<string, number[]>();
  for (const { action, at } of calls) times.set(action, [...(times.get(action) ?? []), at]);
  const inSecondUpTo = (all: readonly number[], last: number): number =>
    all.filter((at) => at > last - 1_000 && at <= last).length;
  return Math.max(...[...times.values()].flatMap((all) => all.map((last) => inSecondUpTo(all, last))));
}

export function succeeded(outcome: Outcome): void {
  expect(outcome, `${outcome.message} ${outcome.reasons.join("; ")}`).to.include({ ok: true });
}

export function count(calls: readonly string[], action: string): number {
  return calls.filter((call) => call === action).length;
}

export const SUBMIT = "CreateApiImportUserJob";

const STRANGERS = ["erin", "frank"].map((name, at) => ({
  UserName: name,
  Email: `${name}@example.com`,
  PhoneNumber: `1390000000${String(at)}`,
  Password: "Their0wn-password",
}));
